package dev.phoneauth.guard;

import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Puts the caller's quota, if the guard has told of one, into the answer; on a refusal as well. */
class RateLimitFilter {
    private final CallerQuota quota;

    RateLimitFilter(CallerQuota quota) {
        this.quota = quota;
    }

    @ServerResponseFilter
    void addFields(ContainerResponseContext response) {
        quota.told().ifPresent(limit -> {
            response.getHeaders().putSingle("RateLimit-Policy", limit.policyField());
            response.getHeaders().putSingle("RateLimit", limit.stateField());
        });
    }
}
