package dev.phoneauth.proof;

import dev.phoneauth.code.Challenge;
import dev.phoneauth.code.IssuedCode;
import dev.phoneauth.code.Purpose;
import dev.phoneauth.guard.Admission;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.sms.CodeText;
import dev.phoneauth.sms.Reader;

/** A code that is to be texted. */
record Asked(Purpose purpose, Admission admission, IssuedCode issued) {
    PhoneNumber number() {
        return admission.number();
    }

    Challenge challenge() {
        return issued.answer().challenge();
    }

    CodeText text(Reader reader) {
        return new CodeText(
                number(), issued.code(), challenge().id(), issued.answer().expiresIn(), reader);
    }
}
