package dev.phoneauth.code;

/** A code to be sent, and what is told to whoever asked for it. */
public record IssuedCode(String code, Answer answer) {
    /**
     * What the client learns.
     *
     * @param expiresIn seconds the code is still good for
     * @param resendIn seconds until another text may be asked for
     */
    public record Answer(Challenge challenge, int codeLength, long expiresIn, long resendIn) {
        static Answer parse(Challenge challenge, String kept) {
            String[] part = kept.split(" ");
            return new Answer(challenge, Integer.parseInt(part[0]), Long.parseLong(part[1]), Long.parseLong(part[2]));
        }
    }

    /** Without the code: it is in no log. */
    @Override
    public String toString() {
        return "IssuedCode[" + answer.challenge().id() + "]";
    }
}
