package dev.phoneauth.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Whoever accepts problems is not refused the answer that is none. */
class AcceptedTypes {
    @ServerRequestFilter(preMatching = true)
    void widen(ContainerRequestContext context) {
        String accepted = context.getHeaderString(HttpHeaders.ACCEPT);
        if (accepted != null && accepted.contains(ProblemDetail.MEDIA_TYPE)) {
            context.getHeaders().add(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
        }
    }
}
