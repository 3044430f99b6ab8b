package dev.phoneauth.sms;

/** The gateway has said no: this text surely is not on its way. Its message tells why, and nothing of the text. */
class SmsRefused extends RuntimeException {
    SmsRefused(String reason) {
        super(reason, null, false, false);
    }
}
