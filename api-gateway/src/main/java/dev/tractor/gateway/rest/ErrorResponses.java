package dev.tractor.gateway.rest;

import dev.tractor.gateway.v1.ErrorBody;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import java.util.ArrayList;
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
            "404", "There is no such capture, job, upload, host, label or model",
            "409", "The state of a capture, job, upload or model does not allow it; the message says why",
            "413", "The body is too large",
            "415", "The body is of another type",
            "500", "A fault of TrActor",
            "503", "A part of TrActor is away; the message says which");
    private static final String OF_A_JOB = "/jobs/{job_id}/";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths().getPathItems().forEach(this::describe);
    }

    private void describe(String path, PathItem item) {
        var operations = new LinkedHashMap<>(item.getOperations());
        operations.forEach((method, operation) -> statuses(path, method, operation).forEach(status -> add(operation, status, path)));
    }

    private static List<String> statuses(String path, PathItem.HttpMethod method, Operation operation) {
        if (path.startsWith("/problems")) return path.contains("{") ? List.of("404", "500") : List.of("500");
        boolean body = operation.getRequestBody() != null;
        var statuses = new ArrayList<String>();
        if (body || operation.getParameters() != null && !operation.getParameters().isEmpty()) statuses.add("400");
        if (path.contains("{") || names(path, method)) statuses.add("404");
        if (dependsOnState(path, method)) statuses.add("409");
        if (body) statuses.addAll(List.of("413", "415"));
        statuses.addAll(List.of("500", "503"));
        return statuses;
    }

    /// The body names something that may not be there.
    private static boolean names(String path, PathItem.HttpMethod method) {
        return path.endsWith("/files/process") || path.endsWith("/models/active") || method == PathItem.HttpMethod.POST && path.endsWith("/jobs");
    }

    private static boolean dependsOnState(String path, PathItem.HttpMethod method) {
        return switch (method) {
            case DELETE -> true;
            case POST -> !path.endsWith("/models") && !path.endsWith("/files/process");
            case GET -> path.contains(OF_A_JOB) && !path.endsWith("/events") || path.contains("/file/{job_id}/") && (path.contains("/statistics") || path.contains("/flows"));
            default -> false;
        };
    }

    private static void add(Operation operation, String status, String path) {
        boolean problem = !V1Paths.has(path);
        var type = OASFactory.createMediaType().schema(OASFactory.createSchema().ref("#/components/schemas/Error"));
        var content = OASFactory.createContent().addMediaType(problem ? Errors.PROBLEM_JSON : "application/json", type);
        operation.getResponses().addAPIResponse(status, OASFactory.createAPIResponse().description(DESCRIPTIONS.get(status)).content(content));
    }
}
