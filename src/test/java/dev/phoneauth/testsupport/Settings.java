package dev.phoneauth.testsupport;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.util.List;
import java.util.Map;

/** The settings of the service without a running service. */
public final class Settings {
    /** Every interface that settings are read through. */
    public static final List<Class<?>> MAPPINGS = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests()).importPackages("dev.phoneauth").stream()
                    .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                    .<Class<?>>map(JavaClass::reflect)
                    .toList();

    private static final BeanValidationConfigValidatorImpl VALIDATOR = new BeanValidationConfigValidatorImpl();

    private Settings() {}

    /**
     * Defaults but for these, checked as at a start.
     *
     * @throws io.smallrye.config.ConfigValidationException what is wrong with them
     */
    public static SmallRyeConfig of(Map<String, String> settings) {
        return of(settings, "prod");
    }

    /** As {@link #of(Map)}, in another profile. */
    public static SmallRyeConfig of(Map<String, String> settings, String profile) {
        return of(settings, profile, Map.of());
    }

    /** As {@link #of(Map, String)}, with environment variables. */
    public static SmallRyeConfig of(Map<String, String> settings, String profile, Map<String, String> environment) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withMappingIgnore("quarkus.**")
                .withSources(new EnvConfigSource(environment, EnvConfigSource.ORDINAL))
                .addDiscoveredConverters()
                .withProfile(profile)
                .withValidator(VALIDATOR)
                .withDefaultValues(settings);
        MAPPINGS.forEach(builder::withMapping);
        return builder.build();
    }
}
