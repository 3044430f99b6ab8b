package dev.phoneauth.startup;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What our classes ask the configuration for exists when the service runs. On a JVM the settings of the build can be read
 * too; in a native executable they are gone, and it would not start.
 */
class InjectedSettingsTest {
    private static final String ROOTS = "META-INF/quarkus-config-roots.list";

    @Test
    void injectedQuarkusSettings_existAtRunTime() throws IOException {
        Set<String> runTime = runTimeSettings();
        assertTrue(runTime.contains("quarkus.http.port"));
        assertFalse(runTime.contains("quarkus.smallrye-openapi.path"));
        Set<String> asked = injectedSettings();
        assertTrue(asked.contains("quarkus.http.limits.max-body-size"), "found none of ours: " + asked);
        asked.removeIf(setting -> !setting.startsWith("quarkus.") || runTime.contains(setting));
        assertEquals(Set.of(), asked, "asked for, but known to the build only");
    }

    private static Set<String> injectedSettings() {
        return new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("dev.phoneauth").stream()
                        .map(JavaClass::reflect)
                        .flatMap(InjectedSettingsTest::injections)
                        .map(ConfigProperty::name)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<ConfigProperty> injections(Class<?> type) {
        Stream<Executable> executables =
                Stream.concat(Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()));
        return Stream.<AnnotatedElement>concat(
                        Stream.of(type.getDeclaredFields()),
                        executables.flatMap(executable -> Stream.of(executable.getParameters())))
                .flatMap(place -> Stream.ofNullable(place.getAnnotation(ConfigProperty.class)));
    }

    /** Of all extensions on the class path; a build-time phase keeps its settings to itself. */
    private static Set<String> runTimeSettings() throws IOException {
        return Collections.list(InjectedSettingsTest.class.getClassLoader().getResources(ROOTS)).stream()
                .flatMap(InjectedSettingsTest::lines)
                .map(InjectedSettingsTest::load)
                .filter(root -> root.getAnnotation(ConfigRoot.class).phase() != ConfigPhase.BUILD_TIME)
                .map(ConfigClass::configClass)
                .flatMap(root -> ConfigMappings.getProperties(root).keySet().stream())
                .collect(Collectors.toSet());
    }

    private static Stream<String> lines(URL list) {
        try (InputStream content = list.openStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, InjectedSettingsTest.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
