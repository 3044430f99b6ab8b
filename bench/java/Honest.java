import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;

/** Honest users, as they sign in: some return with the device of an earlier time, some mistype, some ask again. */
final class Honest {
    private static final Duration RESEND = Duration.ofSeconds(61);
    private static final double RETURNING = 0.25;
    private static final Duration RETURN_AFTER = Duration.ofHours(1);
    private static final double MISTYPED = 0.04;
    private static final double SECONDS_TO_CORRECT = 6;
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);

    /** {@code device} is null for someone new, and if the service gives none. */
    private record User(String number, String network, String device, Duration signedIn) {}

    private final World world;
    private final Random random;
    /** Users who signed in, the last one at the end. */
    private final Queue<User> known = new ArrayDeque<>();

    Honest(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    /** A new user; or one who signed in before, who then comes instead. */
    void arrive(People.Person person) {
        boolean mistypes = random.nextDouble() < MISTYPED;
        User user = random.nextDouble() < RETURNING && mayReturn(known.peek())
                ? known.remove()
                : new User(person.number(), person.network(), null, null);
        ask(user, challenge -> {
            switch (person.habit()) {
                case REDEEMS -> world.after(person.reading(), () -> redeem(user, challenge, mistypes));
                case ASKS_AGAIN -> world.after(RESEND, () -> ask(user, newer ->
                        world.after(person.reading(), () -> redeem(user, newer, mistypes))));
                case GIVES_UP -> {}
            }
        });
    }

    private boolean mayReturn(User user) {
        return user != null && user.signedIn().plus(RETURN_AFTER).compareTo(world.now()) <= 0;
    }

    private void ask(User user, Consumer<String> onceSent) {
        Answer answer = world.ask(user.number(), user.network(), user.device());
        if (answer.isOk()) {
            onceSent.accept(answer.text("challenge_id"));
        }
    }

    private void redeem(User user, String challenge, boolean mistypes) {
        String code = world.gateway.codeSentTo(user.number(), GOOD_FOR);
        if (code == null) {
            world.count(Tally.Count.REFUSED, 1);
            return;
        }
        if (mistypes) {
            world.guess(user.number(), challenge, user.network(), code.length());
            world.afterSeconds(SECONDS_TO_CORRECT, () -> redeem(user, challenge, false));
            return;
        }
        Answer answer = world.redeem(user.number(), code, challenge, user.network());
        if (answer.isOk()) {
            known.add(new User(user.number(), user.network(), answer.text("device"), world.now()));
        } else if (!answer.isFailure()) {
            world.tally.addRefusal(answer, world.now());
        }
    }
}
