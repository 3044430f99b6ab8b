package dev.phoneauth.session;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** {@code kill -9} under load, again and again: what was acknowledged is there, and nothing is half there. */
class KillIT {
    private static final int CLIENTS = 4;
    private static final int ENOUGH = 20;

    private static Stores stores;
    private static Service service;

    @BeforeAll
    static void start() {
        stores = Stores.start();
        service = Service.start(stores);
    }

    @AfterAll
    static void stop() {
        service.close();
        stores.close();
    }

    @RepeatedTest(4)
    void killedUnderLoad_losesNothingAcknowledged() throws InterruptedException {
        List<Person> people = Collections.synchronizedList(new ArrayList<>());
        loadUntilKilled(people);
        service = Service.start(stores);
        people.forEach(person -> person.assertThere(service.api()));
        assertNoUserIsHalfThere();
    }

    private static void loadUntilKilled(List<Person> people) throws InterruptedException {
        AtomicInteger whole = new AtomicInteger();
        List<Thread> clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> new Thread(() -> signUpUntilRefused(service.api(), people, whole)))
                .toList();
        clients.forEach(Thread::start);
        while (whole.get() < ENOUGH && clients.stream().anyMatch(Thread::isAlive)) {
            Thread.sleep(1);
        }
        service.kill();
        for (Thread client : clients) {
            client.join();
        }
        assertThat("people who were told everything", whole.get() >= ENOUGH);
    }

    private static void signUpUntilRefused(Api api, List<Person> people, AtomicInteger whole) {
        try {
            String inviteCode = api.inviteCodeOf(api.signIn(Numbers.fresh()));
            while (true) {
                Person person = new Person(Numbers.fresh(), inviteCode);
                person.signUp(api, people);
                whole.incrementAndGet();
            }
        } catch (Exception | AssertionError killed) {
            // The service is gone: what counts is what it had acknowledged.
        }
    }

    private static void assertNoUserIsHalfThere() {
        assertEquals(
                0, stores.number("select count(*) from users where (inviter_id is null) <> (activated_at is null)"));
        assertEquals(0, stores.number("""
                select count(*) from users u join users i on i.id = u.inviter_id
                where u.activation_code <> i.invite_code"""));
    }

    /** Remembers each answer of the service. */
    private static class Person {
        private final String number;
        private final String inviteCode;
        private Tokens signedIn;
        private boolean activated;
        private boolean refreshing;
        private String refreshed;

        Person(String number, String inviteCode) {
            this.number = number;
            this.inviteCode = inviteCode;
        }

        void signUp(Api api, List<Person> people) {
            signedIn = api.signIn(number);
            people.add(this);
            api.activate(signedIn, inviteCode).then().statusCode(200);
            activated = true;
            refreshing = true;
            Response answer = api.refresh(signedIn.refresh());
            answer.then().statusCode(200);
            refreshed = answer.path("refresh");
        }

        /** What was asked for and not answered may have happened, or not. */
        void assertThere(Api api) {
            api.profile(signedIn)
                    .then()
                    .statusCode(200)
                    .body("phone_number", equalTo(number))
                    .body("activation_code", activated ? equalTo(inviteCode) : is(oneOf(inviteCode, null)));
            if (refreshed != null) {
                api.refresh(refreshed).then().statusCode(200);
            } else if (!refreshing) {
                api.refresh(signedIn.refresh()).then().statusCode(200);
            }
        }
    }
}
