import java.time.Duration;

/**
 * The owner of a number that is under attack. They ask for a code and enter it; if there is no new SMS, they enter the one that
 * is already on the phone, and they wait for another as long as their patience lasts.
 */
final class Owner {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final double SECONDS_TO_READ = 15;
    private static final int USUAL_WAIT = 60;

    final String number;
    private final World world;
    private final String network;
    private final boolean keepsDevice;
    private String device;
    private int tried;
    private int gotIn;
    private Duration giveUpAt;
    private int wait;

    Owner(World world, String number, String network, boolean keepsDevice) {
        this.world = world;
        this.number = number;
        this.network = network;
        this.keepsDevice = keepsDevice;
    }

    int tried() {
        return tried;
    }

    int gotIn() {
        return gotIn;
    }

    /** Before the attack. */
    void signInOnce() {
        trySigningIn();
        tried--;
        world.after(PATIENCE, () -> gotIn = 0);
    }

    void trySigningIn() {
        tried++;
        giveUpAt = world.now().plus(PATIENCE);
        ask(null);
    }

    /** The challenge is that of an earlier SMS, null if there was none. */
    private void ask(String earlier) {
        Answer answer = world.ask(number, network, device);
        wait = answer.wait(USUAL_WAIT);
        String challenge = answer.isOk() ? answer.text("challenge_id") : earlier;
        if (world.gateway.codeSentTo(number, GOOD_FOR) == null) {
            waitAndAsk(challenge);
        } else {
            world.afterSeconds(SECONDS_TO_READ, () -> enter(challenge));
        }
    }

    private void enter(String challenge) {
        String code = world.gateway.codeSentTo(number, GOOD_FOR);
        Answer answer = code == null ? null : world.redeem(number, code, challenge, network);
        if (answer == null || !answer.isOk()) {
            waitAndAsk(challenge);
            return;
        }
        gotIn++;
        if (keepsDevice) {
            device = answer.text("device");
        }
    }

    private void waitAndAsk(String challenge) {
        Duration longer = Duration.ofSeconds(wait);
        if (longer.compareTo(LONGEST_WAIT) <= 0 && world.now().plus(longer).compareTo(giveUpAt) <= 0) {
            world.after(longer, () -> ask(challenge));
        }
    }
}
