package dev.tractor.gateway.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Whoever takes problems takes the answer too: generated clients ask for `application/problem+json` alone where an operation answers nothing or no JSON.
public class AcceptedProblems {
    private static final String PROBLEM = "application/problem+json";
    private static final String ANYTHING_ELSE = ", */*;q=0.1";

    @ServerRequestFilter(preMatching = true)
    public void widen(ContainerRequestContext request) {
        String accepted = request.getHeaderString(HttpHeaders.ACCEPT);
        if (accepted != null && accepted.contains(PROBLEM)) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, accepted + ANYTHING_ELSE);
        }
    }
}
