package dev.phoneauth.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/**
 * Reads only strings that every store can keep: PostgreSQL accepts no NUL, and a lone surrogate has no UTF-8 encoding.
 * JSON can contain both as escapes, {@code \}{@code u0000} and {@code \}{@code ud800}.
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
