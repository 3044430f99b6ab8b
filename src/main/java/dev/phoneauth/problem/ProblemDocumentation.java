package dev.phoneauth.problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Writes into the API document which problems each operation answers with: those it {@link Fails} with, and those that
 * come with a request body, with authentication and with the stores. Runs when the service is built, never in it.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemDocumentation implements OASFilter {
    private static final List<Problem> OF_ALL = List.of(Problem.NOT_ACCEPTABLE, Problem.INTERNAL_ERROR);
    private static final List<Problem> OF_BODIES = List.of(
            Problem.INVALID_REQUEST,
            Problem.REQUEST_TIMEOUT,
            Problem.CONTENT_TOO_LARGE,
            Problem.UNSUPPORTED_MEDIA_TYPE);
    /** Of what sends a text. */
    private static final String SENT = "200";

    private static final DotName OPERATION =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.Operation.class);
    private static final DotName ASYNCHRONOUS = DotName.createSimple(Uni.class);

    private final Map<String, MethodInfo> methods = new HashMap<>();

    /** An {@code operationId} is the name of its method. */
    public ProblemDocumentation(IndexView index) {
        index.getAnnotations(OPERATION).stream()
                .map(annotation -> annotation.target().asMethod())
                .forEach(method -> methods.put(method.name(), method));
    }

    @Override
    public Operation filterOperation(Operation operation) {
        APIResponses responses = operation.getResponses();
        // Quarkus has given these to what needs authentication; ours say more.
        List.of("401", "403").forEach(responses::removeAPIResponse);
        Set<Problem> problems = new TreeSet<>(problems(operation).toList());
        if (problems.contains(Problem.SMS_NOT_DELIVERED)) {
            ProblemComponents.tellRateLimit(responses.getAPIResponse(SENT));
        }
        problems.stream()
                .collect(Collectors.groupingBy(Problem::status, TreeMap::new, Collectors.toList()))
                .forEach((status, ofStatus) ->
                        responses.addAPIResponse(status.toString(), ProblemComponents.response(ofStatus)));
        return operation;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        ProblemComponents.addTo(document.getComponents());
    }

    private Stream<Problem> problems(Operation operation) {
        String id = operation.getOperationId();
        MethodInfo method = Objects.requireNonNull(methods.get(id), () -> id + " lacks an @Operation");
        return Stream.of(
                        OF_ALL,
                        own(method),
                        operation.getRequestBody() == null ? List.<Problem>of() : OF_BODIES,
                        operation.getSecurity() == null ? List.<Problem>of() : List.of(Problem.NOT_AUTHENTICATED),
                        ofStores(method))
                .flatMap(List::stream);
    }

    private static List<Problem> own(MethodInfo method) {
        return Stream.ofNullable(method.annotation(Fails.class))
                .flatMap(fails -> Arrays.stream(fails.value().asEnumArray()))
                .map(Problem::valueOf)
                .toList();
    }

    /** What waits for a store is asynchronous, and nothing else is. */
    private static List<Problem> ofStores(MethodInfo method) {
        return method.returnType().name().equals(ASYNCHRONOUS) ? List.of(Problem.SERVICE_UNAVAILABLE) : List.of();
    }
}
