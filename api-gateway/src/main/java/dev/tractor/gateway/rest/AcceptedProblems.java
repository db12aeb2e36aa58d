package dev.tractor.gateway.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Reads the Accept header as it was meant. What is no media range in it says nothing (RFC 9110, section 12.5.1), so a header without any allows everything. And whoever takes problems takes the answer
/// too: generated clients ask for `application/problem+json` alone where an operation answers nothing or no JSON.
public class AcceptedProblems {
    private static final String PROBLEM = "application/problem+json";
    private static final String ANYTHING_ELSE = "*/*;q=0.1";
    private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]+";
    private static final Pattern MEDIA_RANGE = Pattern.compile("T/T(\\s*;(\\s*T=(T|\"[^\"]*\"))?)*".replace("T", TOKEN));

    @ServerRequestFilter(preMatching = true)
    public void read(ContainerRequestContext request) {
        String accepted = request.getHeaderString(HttpHeaders.ACCEPT);
        if (accepted == null) return;
        List<String> ranges = Arrays.stream(accepted.split(",")).map(String::strip).filter(range -> MEDIA_RANGE.matcher(range).matches()).toList();
        String read = ranges.isEmpty() ? "*/*" : String.join(", ", ranges);
        request.getHeaders().putSingle(HttpHeaders.ACCEPT, accepted.contains(PROBLEM) ? read + ", " + ANYTHING_ELSE : read);
    }
}
