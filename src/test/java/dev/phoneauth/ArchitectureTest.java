package dev.phoneauth;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.security.Key;
import java.text.Format;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Which package may use which. A new arrow is added here first. */
class ArchitectureTest {
    private static final String ROOT = "dev.phoneauth.";

    /** What every package may use. */
    private static final Set<String> BASE = Set.of("problem", "secret", "store", "redis", "postgres", "webhook");

    /** What else each package may use. No package uses signin, account, admin, testing, startup, http, pages or local. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("signin", Set.of("proof", "code", "guard", "sms", "session", "user", "phone")),
            Map.entry("account", Set.of("proof", "code", "guard", "sms", "session", "user", "event", "phone")),
            Map.entry("proof", Set.of("clientproof", "code", "guard", "sms", "phone")),
            Map.entry("clientproof", Set.of("guard", "phone")),
            Map.entry("code", Set.of("phone")),
            Map.entry("guard", Set.of("event", "phone")),
            Map.entry("sms", Set.of("code", "phone")),
            Map.entry("session", Set.of("guard", "token", "user", "event")),
            Map.entry("token", Set.of()),
            Map.entry("user", Set.of("event", "phone")),
            Map.entry("event", Set.of()),
            Map.entry("phone", Set.of()),
            Map.entry("testing", Set.of("sms", "phone")),
            Map.entry("startup", Set.of("clientproof", "code", "event", "guard", "phone", "sms", "token")),
            Map.entry("http", Set.of("guard")),
            Map.entry("pages", Set.of("phone")),
            Map.entry("admin", Set.of()),
            Map.entry("local", Set.of()));

    /** What the base packages use. */
    private static final Map<String, Set<String>> BASE_ARROWS = Map.of(
            "postgres", Set.of("problem", "store"),
            "redis", Set.of("problem", "store"),
            "webhook", Set.of("secret"),
            "store", Set.of("problem"),
            "secret", Set.of(),
            "problem", Set.of());

    /** Where they are not given a locale. */
    private static final Pattern LOCALISED =
            Pattern.compile("java\\.lang\\.String\\.(format|formatted|toLowerCase|toUpperCase)"
                    + "|java\\.(io\\.Print(Stream|Writer)|util\\.Formatter)\\.(format|printf)"
                    + "|java\\.time\\.format\\.DateTimeFormatter\\.ofPattern"
                    + "|java\\.util\\.Locale\\.getDefault");

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.phoneauth");

    @ParameterizedTest
    @MethodSource("arrows")
    void package_importsOnlyWhatItMay(String name, Set<String> allowed) {
        classes()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage("dev.phoneauth..")).or(resideInAnyPackage(packages(name, allowed))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void packages_areAllListed() {
        Set<String> listed = arrows().map(arrow -> (String) arrow[0]).collect(Collectors.toCollection(TreeSet::new));
        Set<String> built = CLASSES.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        listed.retainAll(built);
        assertEquals(listed, built);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** Time comes from the injected clock, which tests move. */
    @Test
    void time_comesFromTheClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(CLASSES);
    }

    /** Only SecureRandom makes what must not be guessed; the guard draws ids that only tell texts apart. */
    @Test
    void randomness_isSecure() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "guard..")
                .should()
                .accessClassesThat()
                .belongToAnyOf(Random.class, ThreadLocalRandom.class, SplittableRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }

    /** Static fields of a native executable are those of the machine that has built it: every replica would draw the same. */
    @Test
    void whatIsStatic_isTheSameEverywhere() {
        noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(assignableTo(Random.class))
                .orShould()
                .haveRawType(assignableTo(Clock.class))
                .orShould()
                .haveRawType(assignableTo(Key.class))
                .orShould()
                .haveRawType(assignableTo(Thread.class))
                .orShould()
                .haveRawType(assignableTo(Executor.class))
                .check(CLASSES);
    }

    /** Quarkus cancels the work of a caller who hangs up: a code would be used up without a session, a text half counted. */
    @Test
    void whatChangesSomething_isFinishedForACallerWhoHangsUp() {
        methods()
                .that()
                .areAnnotatedWith(POST.class)
                .or()
                .areAnnotatedWith(PUT.class)
                .or()
                .areAnnotatedWith(PATCH.class)
                .or()
                .areAnnotatedWith(DELETE.class)
                .should()
                .beDeclaredInClassesThat(describe(
                        "are @Cancellable(false)",
                        type -> type.isAnnotatedWith(Cancellable.class)
                                && !type.getAnnotationOfType(Cancellable.class).value()))
                .check(CLASSES);
    }

    /** Arabic digits in a header, the Turkish dotless i in a name: the locale of the machine is not that of the reader. */
    @Test
    void text_doesNotDependOnTheLocaleOfTheMachine() {
        noClasses()
                .should()
                .accessTargetWhere(describe(
                        "uses the default locale",
                        access ->
                                access.getTarget() instanceof CodeUnitAccessTarget method && usesDefaultLocale(method)))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Format.class)
                .check(CLASSES);
    }

    private static boolean usesDefaultLocale(CodeUnitAccessTarget method) {
        return LOCALISED
                        .matcher(method.getOwner().getName() + "." + method.getName())
                        .matches()
                && method.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Locale.class));
    }

    static Stream<Object[]> arrows() {
        return Stream.concat(
                ARROWS.entrySet().stream().map(arrow -> new Object[] {arrow.getKey(), union(arrow.getValue(), BASE)}),
                BASE_ARROWS.entrySet().stream().map(arrow -> new Object[] {arrow.getKey(), arrow.getValue()}));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    private static String[] packages(String name, Set<String> allowed) {
        return Stream.concat(Stream.of(name), allowed.stream())
                .map(used -> ROOT + used + "..")
                .toArray(String[]::new);
    }
}
