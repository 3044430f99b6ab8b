package dev.phoneauth.overload;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/**
 * Requests are counted by the paths and methods of our resources, and all else as {@code OTHER}: what strangers invent
 * would stay in memory for ever, and after a hundred of them Quarkus counts no new path, ours included.
 */
@Singleton
class BoundedTags implements MeterFilter {
    private static final String REQUESTS = "http.server.";
    private static final String OTHER = "OTHER";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Set<String> paths = declaredPaths();

    @Override
    public Meter.Id map(Meter.Id id) {
        return id.getName().startsWith(REQUESTS) ? id.replaceTags(bounded(id.getTags())) : id;
    }

    private List<Tag> bounded(List<Tag> tags) {
        return tags.stream().map(this::bounded).toList();
    }

    private Tag bounded(Tag tag) {
        return switch (tag.getKey()) {
            case "method" -> oneOf(METHODS, tag);
            case "uri" -> oneOf(paths, tag);
            default -> tag;
        };
    }

    private static Tag oneOf(Set<String> known, Tag tag) {
        return known.contains(tag.getValue()) ? tag : Tag.of(tag.getKey(), OTHER);
    }

    /** Of all resources, such as {@code /api/account/profile/{id}}. */
    private static Set<String> declaredPaths() {
        Set<String> paths = new HashSet<>();
        RuntimeResourceVisitor.visitRuntimeResources(
                "", ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(), new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(String method, String path, RuntimeResource resource) {
                        paths.add(path);
                    }
                });
        return paths;
    }
}
