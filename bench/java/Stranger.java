import java.time.Duration;

/** Works against one number: asks for codes whenever they may, and guesses, with a challenge of their own and without. */
final class Stranger {
    private static final int GUESSES = 5;
    private static final int LENGTH = 6;
    private static final int USUAL_WAIT = 60;

    private final World world;
    private final String number;
    private Duration mayAskAt = Duration.ZERO;
    private String challenge;
    private int texts;

    Stranger(World world, String number) {
        this.world = world;
        this.number = number;
    }

    /** SMS that they caused. */
    int texts() {
        return texts;
    }

    void visit(String network) {
        if (world.now().compareTo(mayAskAt) >= 0) {
            ask(network);
        }
        for (int i = 0; i < GUESSES; i++) {
            world.guess(number, null, network, LENGTH);
            if (challenge != null) {
                world.guess(number, challenge, network, LENGTH);
            }
        }
    }

    private void ask(String network) {
        int before = world.gateway.sent();
        Answer answer = world.attack(number, network);
        texts += world.gateway.sent() - before;
        mayAskAt = world.now().plusSeconds(answer.wait(USUAL_WAIT));
        if (answer.isOk()) {
            challenge = answer.text("challenge_id");
        }
    }
}
