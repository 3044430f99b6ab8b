package dev.phoneauth.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/**
 * Reads strings that every store can keep: PostgreSQL takes no NUL, and half a surrogate pair has no UTF-8. JSON can
 * spell both, as {@code \}{@code u0000} and {@code \}{@code ud800}.
 */
class CleanText extends StringDeserializer {
    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = super.deserialize(parser, context);
        if (text != null && text.codePoints().anyMatch(CleanText::isUnfit)) {
            throw context.weirdStringException("", String.class, "not text");
        }
        return text;
    }

    private static boolean isUnfit(int point) {
        return point == 0 || Character.getType(point) == Character.SURROGATE;
    }
}
