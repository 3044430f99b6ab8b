package dev.phoneauth.session;

import com.nimbusds.jwt.SignedJWT;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Load;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import io.restassured.response.Response;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Apps in use without a pause. Each asks every process, by its newest token and by the last one of the key before, looks
 * both keys up, and refreshes. No answer but 200 is taken, as long as the token is alive.
 */
final class Phones implements AutoCloseable {
    private static final int PHONES = 4;
    private static final int REQUESTS_PER_KEY = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Service> services;
    private final Map<Use, AtomicInteger> uses = new ConcurrentHashMap<>();
    private final List<Load> loads;

    Phones(Service... services) {
        this.services = List.of(services);
        loads = Stream.generate(Phone::new)
                .limit(PHONES)
                .map(phone -> Load.start(1, phone::use))
                .toList();
    }

    /** A token of this key was good at this process: the newest of its phone, or the last one of the key before. */
    private record Use(String keyId, Service service, boolean newest) {}

    /** The key that has taken over from those, once it and the one before it have stood the load at every process. */
    String awaitKeyAfter(List<String> formers) {
        await(() -> keyInUse(formers).isPresent());
        await(() -> formers.isEmpty() || isUsed(formers.get(formers.size() - 1), false, 1));
        return keyInUse(formers).orElseThrow();
    }

    /** Returns when it holds; fails when a phone was refused, or after two minutes. */
    void await(BooleanSupplier holds) {
        Await.until(PATIENCE, () -> {
            assertNoneRefused();
            return holds.getAsBoolean();
        });
    }

    static Set<String> published(Service service) {
        List<String> ids = service.api().request().get("/.well-known/jwks.json").path("keys.kid");
        return new HashSet<>(ids);
    }

    @Override
    public void close() {
        loads.forEach(Load::stop);
        assertNoneRefused();
    }

    private Optional<String> keyInUse(Collection<String> formers) {
        return uses.keySet().stream()
                .map(Use::keyId)
                .filter(id -> !formers.contains(id))
                .filter(id -> isUsed(id, true, REQUESTS_PER_KEY))
                .findFirst();
    }

    private boolean isUsed(String keyId, boolean newest, int often) {
        return services.stream()
                .map(service -> uses.get(new Use(keyId, service, newest)))
                .allMatch(count -> count != null && count.get() >= often);
    }

    private void assertNoneRefused() {
        loads.stream().flatMap(load -> load.failures().stream()).forEach(failure -> {
            throw new AssertionError(failure);
        });
    }

    private class Phone {
        private AccessToken former;
        private AccessToken newest;
        private String refresh;

        Phone() {
            keep(services.get(0).api().signIn(Numbers.fresh()));
        }

        void use() {
            for (Service service : services) {
                show(newest, service, true);
                if (former != null) {
                    show(former, service, false);
                }
                keep(Tokens.of(answered(service.api().refresh(refresh))));
            }
        }

        private void show(AccessToken token, Service service, boolean isNewest) {
            Response answer = service.api().profile(new Tokens(token.text(), ""));
            boolean found = published(service).contains(token.keyId());
            if (token.isAlive()) {
                answered(answer);
                require(found, "the key of a living token is not published");
                uses.computeIfAbsent(new Use(token.keyId(), service, isNewest), first -> new AtomicInteger())
                        .incrementAndGet();
            }
        }

        private void keep(Tokens tokens) {
            AccessToken next = AccessToken.parse(tokens.access());
            if (newest != null && !newest.keyId().equals(next.keyId())) {
                former = newest;
            }
            newest = next;
            refresh = tokens.refresh();
        }

        private static Response answered(Response answer) {
            require(answer.statusCode() == 200, answer.statusCode() + " " + answer.asString());
            return answer;
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalStateException(otherwise);
            }
        }
    }

    /** What a token says of itself. */
    private record AccessToken(String text, String keyId, Instant expires) {
        static AccessToken parse(String text) {
            try {
                SignedJWT token = SignedJWT.parse(text);
                return new AccessToken(
                        text,
                        token.getHeader().getKeyID(),
                        token.getJWTClaimsSet().getExpirationTime().toInstant());
            } catch (ParseException garbled) {
                throw new IllegalStateException(garbled);
            }
        }

        boolean isAlive() {
            return Instant.now().isBefore(expires);
        }
    }
}
