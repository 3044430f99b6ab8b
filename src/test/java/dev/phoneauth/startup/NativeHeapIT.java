package dev.phoneauth.startup;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.spi.Context;
import jakarta.inject.Singleton;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/**
 * What a native executable is born with: the objects that Quarkus makes while it is built. This makes them on a JVM, out
 * of the package or of the jars that the executable was built from, in a process of its own.
 */
class NativeHeapIT {
    private static final List<String> JARS = List.of("quarkus/*", "app/*", "lib/main/*", "lib/boot/*", "*", "lib/*");
    private static final Path PACKAGE = Path.of(System.getProperty("phone-auth.sources", "target/quarkus-app"));

    /** The API document and the files of the pages, and no seed, key, setting or clock of the building machine. */
    @Test
    void beansMadeAtBuildTime_holdOnlyPages() throws Exception {
        List<String> beans = run().lines().toList();
        assertFalse(beans.isEmpty(), "StrictJson at least is made at build time");
        assertEquals(
                List.of("dev.phoneauth.pages.OpenApiRoute [documents]", "dev.phoneauth.pages.PageRoutes [files]"),
                beans.stream().filter(bean -> !bean.endsWith(" []")).sorted().toList());
    }

    private static String run() throws Exception {
        String classPath = JARS.stream()
                .map(jars -> PACKAGE + "/" + jars)
                .collect(Collectors.joining(File.pathSeparator, "target/test-classes" + File.pathSeparator, ""));
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        classPath,
                        StaticInit.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    /** Initialises the application's class, as a native build does, and prints our beans and what they hold but each other. */
    static final class StaticInit {
        public static void main(String... arguments) throws ReflectiveOperationException {
            Class.forName("io.quarkus.runner.ApplicationImpl");
            Stream.of(ApplicationScoped.class, Singleton.class)
                    .flatMap(scope -> Arc.container().getContexts(scope).stream())
                    .flatMap(StaticInit::beans)
                    .map(Object::getClass)
                    .filter(StaticInit::isOurs)
                    .forEach(type -> System.out.println(type.getName() + " " + fields(type)));
            System.exit(0);
        }

        private static Stream<Object> beans(Context context) {
            return ((InjectableContext) context).getState().getContextualInstances().values().stream();
        }

        private static List<String> fields(Class<?> type) {
            return Arrays.stream(type.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()) && !isOurs(field.getType()))
                    .map(Field::getName)
                    .toList();
        }

        private static boolean isOurs(Class<?> type) {
            return type.getName().startsWith("dev.phoneauth.");
        }
    }
}
