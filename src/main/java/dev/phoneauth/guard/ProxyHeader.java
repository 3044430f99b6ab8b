package dev.phoneauth.guard;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The header in which proxies say for whom they ask. Only one is ever read: the other passes through them as forged. */
enum ProxyHeader {
    X_FORWARDED_FOR("X-Forwarded-For", value -> Stream.of(value.split(",", -1)).map(String::strip)),
    FORWARDED("Forwarded", Forwarded::nodes);

    private final String header;
    private final Function<String, Stream<String>> parser;

    ProxyHeader(String header, Function<String, Stream<String>> parser) {
        this.header = header;
        this.parser = parser;
    }

    /** Whom each proxy has written it asks for, the nearest last; what is no address keeps its place among them. */
    List<String> nodes(MultiMap headers) {
        return headers.getAll(header).stream().flatMap(parser).toList();
    }

    boolean isIn(MultiMap headers) {
        return headers.contains(header);
    }
}
