package dev.tractor.gateway.backend;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The body of an error of a part, as docs/reference/internal-api.md describes it.
///
/// @param type name of a [ProblemType], null where the status says enough
/// @param sameAs captures with the same bytes, or null
@JsonNaming(SnakeCaseStrategy.class)
record Refusal(String message, String type, List<String> sameAs) {
    /// How the query language begins and ends what it says.
    private static final Pattern QUERY = Pattern.compile("query: .*\\(column (\\d{1,9})\\)", Pattern.DOTALL);

    ApiException asProblem(Status status) {
        Matcher query = QUERY.matcher(message);
        if (status == Status.BAD_REQUEST && query.matches()) {
            return ApiException.of(ProblemType.INVALID_QUERY, message, new ApiException.Details(Integer.valueOf(query.group(1)), null));
        }
        ProblemType kind = ProblemType.named(type).filter(named -> named.status() == status).orElse(ProblemType.of(status));
        return ApiException.of(kind, message, new ApiException.Details(null, sameAs));
    }
}
