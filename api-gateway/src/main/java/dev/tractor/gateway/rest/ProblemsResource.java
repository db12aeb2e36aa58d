package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.ProblemType;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `/problems`: the catalogue to which the `type` of every problem leads.
@Path("/problems")
@Tag(name = "problems", description = "What the types of errors mean")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class ProblemsResource {
    @Schema(name = "ProblemType", description = "What a type of errors means.", requiredProperties = {"type", "status", "title", "advice"})
    public record Description(
            @Schema(description = "As errors name it", examples = "/problems/unknown-job") String type,
            @Schema(description = "HTTP status", examples = "404") int status,
            @Schema(examples = "There is no such job") String title,
            @Schema(description = "What to do") String advice) {
        static Description of(ProblemType type) {
            return new Description(type.uri(), type.status().getStatusCode(), type.title(), type.advice());
        }
    }

    @GET
    @Operation(operationId = "listProblems", summary = "Every type of errors")
    public List<Description> list() {
        return Arrays.stream(ProblemType.values()).map(Description::of).toList();
    }

    @GET
    @Path("/{name}")
    @Operation(operationId = "getProblem", summary = "What a type of errors means")
    public Description get(@PathParam("name") String name) {
        return ProblemType.named(name).map(Description::of).orElseThrow(() -> ApiException.notFound("There is no problem '%s'; /problems lists those that there are.".formatted(name)));
    }
}
