package dev.phoneauth.sms;

import dev.phoneauth.sms.SmsConfig.Kind;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who sends where. */
@ApplicationScoped
class Senders {
    private final Map<Kind, SmsSender> byKind = new EnumMap<>(Kind.class);
    private final List<SmsSender> chain;
    private final Map<String, List<SmsSender>> routes;

    Senders(SmsConfig config, @All List<SmsSender> all) {
        all.forEach(sender -> byKind.put(sender.kind(), sender));
        chain = config.senders().orElse(List.of()).stream()
                .distinct()
                .map(byKind::get)
                .toList();
        routes = config.routes().orElse(List.of()).stream()
                .distinct()
                .collect(Collectors.groupingBy(
                        Route::country, Collectors.mapping(route -> byKind.get(route.sender()), Collectors.toList())));
    }

    /** @param country ISO 3166 */
    List<SmsSender> to(String country) {
        return routes.getOrDefault(country, chain);
    }

    /** The sender of that name, if texts go out by it. */
    Optional<SmsSender> inUse(String name) {
        return inUse().stream()
                .filter(sender -> sender.kind().word().equals(name))
                .findFirst();
    }

    private List<SmsSender> inUse() {
        return Stream.concat(chain.stream(), routes.values().stream().flatMap(List::stream))
                .distinct()
                .toList();
    }
}
