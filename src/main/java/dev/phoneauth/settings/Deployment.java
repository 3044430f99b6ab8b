package dev.phoneauth.settings;

import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.List;

/** Where this process runs, told by its Quarkus profile. */
public final class Deployment {
    private static final List<String> PLAYGROUNDS = List.of("dev", "test", "demo");

    private Deployment() {}

    /** Whether real people may depend on it: everything is production that does not say it is dev, test or demo. */
    public static boolean isProduction() {
        return PLAYGROUNDS.stream().noneMatch(ConfigUtils::isProfileActive);
    }

    /** Whether this is {@code demo}: production plus testing, for a first look. */
    public static boolean isDemo() {
        return ConfigUtils.isProfileActive("demo");
    }
}
