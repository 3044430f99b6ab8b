import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Honest users, as they sign in: some return with the device of an earlier time, some mistype, some ask again. */
final class Honest {
    private static final Duration RESEND = Duration.ofSeconds(61);
    private static final double RETURNING = 0.25;
    private static final double MISTYPED = 0.04;
    private static final double SECONDS_TO_CORRECT = 6;
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);

    /** Someone who signed in; {@code device} is null if the service gives none. */
    private record Known(String number, String network, String device) {}

    private final World world;
    private final Random random;
    private final List<Known> known = new ArrayList<>();

    Honest(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    /** A new user; or one who signed in before, who then comes instead. */
    void arrive(People.Person person) {
        boolean mistypes = random.nextDouble() < MISTYPED;
        boolean returns = random.nextDouble() < RETURNING && !known.isEmpty();
        Known user = returns
                ? known.remove(random.nextInt(known.size()))
                : new Known(person.number(), person.network(), null);
        ask(user, challenge -> {
            switch (person.habit()) {
                case REDEEMS -> world.after(person.reading(), () -> redeem(user, challenge, mistypes));
                case ASKS_AGAIN -> world.after(RESEND, () -> ask(user, newer ->
                        world.after(person.reading(), () -> redeem(user, newer, mistypes))));
                case GIVES_UP -> {}
            }
        });
    }

    private void ask(Known user, java.util.function.Consumer<String> onceSent) {
        Answer answer = world.ask(user.number(), user.network(), user.device());
        if (answer.isOk()) {
            onceSent.accept(answer.text("challenge_id"));
        }
    }

    private void redeem(Known user, String challenge, boolean mistypes) {
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
            known.add(new Known(user.number(), user.network(), answer.text("device")));
        } else if (!answer.isFailure()) {
            world.tally.addRefusal(answer, world.now());
        }
    }
}
