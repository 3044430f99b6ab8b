package dev.phoneauth.startup;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.regex.Pattern;

/**
 * Takes passwords, secrets and tokens in environment variables as they are. SmallRye Config, whose interceptor of
 * expressions comes after this one, would shorten {@code $$} to {@code $} and look up the setting that <code>${…}</code> names.
 */
@Priority(Priorities.LIBRARY + 250)
public class LiteralSecrets implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1;

    private static final Pattern SECRET = Pattern.compile(".*[.-](password|secret|secret-previous|tokens?|api-key)");

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        return value != null
                        && value.getValue() != null
                        && value.getSourceName().startsWith(EnvConfigSource.NAME)
                        && SECRET.matcher(name).matches()
                ? value.withValue(value.getValue().replace("$", "\\$"))
                : value;
    }
}
