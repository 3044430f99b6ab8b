package dev.phoneauth.event;

import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** An event that was committed arrives, whatever dies in between; replicas do not get in each other's way. */
class EventsIT {
    private final Stores stores = Stores.start();
    private final Gateway receiver = new Gateway();

    @BeforeEach
    void accept() {
        receiver.behave(Gateway.answers(204, ""));
    }

    @AfterEach
    void stop() {
        receiver.close();
        stores.close();
    }

    @Test
    void serviceKilledBeforeItTold_tellsAfterItsRestart() throws InterruptedException {
        String user;
        receiver.close();
        try (Service doomed = start()) {
            user = signUp(doomed);
            doomed.kill();
        }
        receiver.reopen();
        Service restarted = start();
        try {
            assertEquals(user, userIn(receiver.take()));
        } finally {
            restarted.close();
        }
    }

    @Test
    void serviceKilledWhileItTold_tellsAgainUnderTheSameId() throws InterruptedException {
        receiver.behave(Gateway.hangs());
        Gateway.Request first;
        try (Service doomed = start()) {
            signUp(doomed);
            first = receiver.take();
            doomed.kill();
        }
        receiver.behave(Gateway.answers(204, ""));
        Service restarted = start();
        try {
            Gateway.Request again = receiver.take();
            assertEquals(first.headers().get("webhook-id"), again.headers().get("webhook-id"));
            assertEquals(first.body(), again.body());
        } finally {
            restarted.close();
        }
    }

    @Test
    void replicas_tellEachEventOnce() throws InterruptedException {
        int users = 30;
        try (Service one = start();
                Service two = start()) {
            IntStream.range(0, users).forEach(i -> signUp(i % 2 == 0 ? one : two));
            for (int i = 0; i < users; i++) {
                receiver.take();
            }
            Thread.sleep(2_000);
            assertEquals(users, receiver.received().size());
            assertEquals(
                    users,
                    receiver.received().stream()
                            .map(request -> request.headers().get("webhook-id"))
                            .distinct()
                            .count());
            assertEquals(0, stores.number("select count(*) from events"));
        }
    }

    @Test
    void withoutReceiver_nothingIsKept() {
        try (Service service = Service.start(stores)) {
            signUp(service);
            assertEquals(0, stores.number("select count(*) from events"));
        }
    }

    private Service start() {
        Map<String, String> settings = new HashMap<>(Map.of("QUARKUS_PROFILE", "demo"));
        settings.put("PHONE_AUTH_EVENTS_URL", receiver.url() + "/events");
        settings.put("PHONE_AUTH_EVENTS_SECRET", EventReceiver.SECRET);
        return Service.start(stores, settings);
    }

    private static String signUp(Service service) {
        return service.api().profile(service.api().signIn(Numbers.fresh())).path("id");
    }

    private static String userIn(Gateway.Request request) {
        return request.json().getJsonObject("data").getString("user_id");
    }
}
