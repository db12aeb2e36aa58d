package dev.tractor.gateway.rest;

import dev.tractor.gateway.v1.ErrorBody;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;

/// Describes the errors, which are the same for all operations.
@OpenApiFilter(RunStage.BUILD)
@OpenAPIDefinition(info = @Info(title = "TrActor", version = "1"), components = @Components(schemas = @Schema(name = "Error", implementation = ErrorBody.class)))
public class ErrorResponses implements OASFilter {
    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "400", "The request, a parameter or a name is missing or malformed",
            "404", "There is no such capture, job, host, label or model",
            "409", "The job has not finished, has failed or has ended; a capture of that name exists; or a model is needed",
            "413", "The body is too large",
            "415", "The body is of another type",
            "500", "A fault of TrActor",
            "503", "A part of TrActor is away; the message says which");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths().getPathItems().forEach(this::describe);
    }

    private void describe(String path, PathItem item) {
        var operations = new LinkedHashMap<>(item.getOperations());
        operations.forEach((method, operation) -> statuses(path, method).forEach(status -> add(operation, status, path)));
    }

    private static List<String> statuses(String path, PathItem.HttpMethod method) {
        boolean post = method == PathItem.HttpMethod.POST;
        if (path.endsWith("/files/list")) return List.of("400", "500", "503");
        if (path.endsWith("/labels/list")) return List.of("500", "503");
        if (path.endsWith("/files/process")) return List.of("400", "404", "413", "415", "500", "503");
        if (path.endsWith("/files")) return List.of("400", "409", "413", "415", "500", "503");
        if (path.endsWith("/jobs")) return List.of("400", "404", "409", "413", "415", "500", "503");
        if (path.contains("/models")) return ofModels(path, method);
        boolean needsResults = path.contains("/statistics") || path.contains("/flows") || path.matches(".*/jobs/[^/]+/(groups|timeline|overview|sessions.*|hosts.*|graph|compare)");
        return post || needsResults ? List.of("400", "404", "409", "500", "503") : List.of("400", "404", "500", "503");
    }

    private static List<String> ofModels(String path, PathItem.HttpMethod method) {
        return switch (method) {
            case POST -> List.of("400", "413", "415", "500", "503");
            case PUT -> List.of("400", "404", "413", "415", "500", "503");
            case DELETE -> List.of("404", "409", "500", "503");
            default -> path.endsWith("/models") ? List.of("500", "503") : List.of("404", "500", "503");
        };
    }

    private static void add(Operation operation, String status, String path) {
        boolean problem = path.contains("/jobs") || path.contains("/models") || path.endsWith("/files");
        var type = OASFactory.createMediaType().schema(OASFactory.createSchema().ref("#/components/schemas/Error"));
        var content = OASFactory.createContent().addMediaType(problem ? Errors.PROBLEM_JSON : "application/json", type);
        operation.getResponses().addAPIResponse(status, OASFactory.createAPIResponse().description(DESCRIPTIONS.get(status)).content(content));
    }
}
