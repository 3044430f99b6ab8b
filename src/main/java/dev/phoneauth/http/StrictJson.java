package dev.phoneauth.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * Names fields in snake case, writes times in whole seconds, and refuses ambiguous JSON: duplicate keys, trailing content,
 * numbers for strings (a code as a number has lost its leading zeros).
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {
    /** After Quarkus, whose module for times would otherwise write them. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper json) {
        json.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        json.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        JsonFactory factory = json.getFactory();
        factory.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        factory.setStreamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(32).build());
        json.registerModule(new SimpleModule()
                .addDeserializer(String.class, new CleanText())
                .addSerializer(Instant.class, new WholeSeconds()));
        Stream.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                .forEach(shape -> json.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail));
    }

    /** Some clients, such as Swift's {@code .iso8601}, refuse fractions of a second. */
    private static final class WholeSeconds extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant time, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(time.truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }

    /** PostgreSQL accepts no NUL, and a lone surrogate has no UTF-8 encoding; JSON can contain both as escapes. */
    private static final class CleanText extends StringDeserializer {
        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = super.deserialize(parser, context);
            if (text != null
                    && text.codePoints()
                            .anyMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE)) {
                throw context.weirdStringException("", String.class, "not text");
            }
            return text;
        }
    }
}
