import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Leaves in an SBOM by Quarkus what is shipped. Quarkus lists what the service is built with as well, and takes the
 * optional servers of dev and tests for shipped; whoever looks for holes would find them in what is not there.
 */
class Shipped {
    private static final JsonMapper JSON = new JsonMapper();

    /** In the directory of a build: the SBOM of each package, by what lies in the package. */
    public static void main(String... target) throws IOException {
        for (Path sbom : list(Path.of(target[0]), "*-cyclonedx.json")) {
            for (Path shipped : list(sbom.getParent(), isNative(sbom) ? "*native*" : "quarkus-app")) {
                ObjectNode bom = (ObjectNode) JSON.readTree(sbom.toFile());
                prune(bom, jars(shipped));
                JSON.writerWithDefaultPrettyPrinter().writeValue(sbom.toFile(), bom);
            }
        }
    }

    private static boolean isNative(Path sbom) {
        return sbom.getFileName().toString().contains("-runner-");
    }

    private static void prune(ObjectNode bom, Set<String> shipped) {
        Set<String> references = new HashSet<>(List.of(reference(bom.at("/metadata/component"))));
        bom.withArray("components")
                .removeIf(component -> !isShipped(component, shipped))
                .forEach(component -> references.add(reference(component)));
        bom.withArray("dependencies")
                .removeIf(dependency -> !references.contains(dependency.get("ref").asText()))
                .forEach(dependency -> ((ObjectNode) dependency)
                        .withArray("dependsOn")
                        .removeIf(other -> !references.contains(other.asText())));
    }

    /** What is no library is the service itself, and what Quarkus has made. */
    private static boolean isShipped(JsonNode component, Set<String> shipped) {
        String name = text(component, "name") + "-" + text(component, "version");
        return !text(component, "type").equals("library")
                || Stream.of(name, text(component, "group") + "." + name).anyMatch(shipped::contains);
    }

    private static String reference(JsonNode component) {
        return text(component, "bom-ref");
    }

    private static String text(JsonNode component, String field) {
        return component.path(field).asText();
    }

    /** Names of jars; of those that Quarkus has taken classes out of, their old names. */
    private static Set<String> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.replaceFirst("^modified-", "").replaceFirst("\\.jar$", ""))
                    .collect(Collectors.toSet());
        }
    }

    private static List<Path> list(Path directory, String glob) throws IOException {
        try (var found = Files.newDirectoryStream(directory, glob)) {
            return StreamSupport.stream(found.spliterator(), false).toList();
        }
    }
}
