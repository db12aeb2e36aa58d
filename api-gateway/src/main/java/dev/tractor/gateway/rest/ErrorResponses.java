package dev.tractor.gateway.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;

/// Describes what all operations have in common: the document's head, and the errors, which are the same everywhere.
@OpenApiFilter(RunStage.BUILD)
public class ErrorResponses implements OASFilter {
    private static final String ABOUT = """
            Captures in, labelled flows and statistics out.

            Every path answers the same without the prefix `/v1`. Times are whole seconds since the epoch (UTC). A field that has no value is left out. \
            Every error has the Error body; paths beside the nine of v1 answer it as `application/problem+json`.""";
    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "400", "The request, a parameter or a name is missing or malformed",
            "404", "There is no such capture, job, host or label",
            "409", "The job has not finished, has failed or has ended; or a capture of that name exists",
            "413", "The body is too large",
            "415", "The body is of another type",
            "500", "A fault of TrActor",
            "503", "A part of TrActor is away; the message says which");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.setInfo(OASFactory.createInfo().title("TrActor").version("1").description(ABOUT).license(OASFactory.createLicense().name("Apache-2.0").identifier("Apache-2.0")));
        document.getPaths().getPathItems().forEach(this::describe);
    }

    private void describe(String path, PathItem item) {
        var operations = new LinkedHashMap<>(item.getOperations());
        operations.forEach((method, operation) -> statuses(path, method == PathItem.HttpMethod.POST).forEach(status -> add(operation, status, path)));
    }

    private static List<String> statuses(String path, boolean post) {
        if (path.endsWith("/files/list")) return List.of("400", "500", "503");
        if (path.endsWith("/labels/list")) return List.of("500", "503");
        if (path.endsWith("/files/process")) return List.of("400", "404", "413", "415", "500", "503");
        if (path.endsWith("/files")) return List.of("400", "409", "413", "415", "500", "503");
        boolean needsResults = path.contains("/statistics") || path.contains("/flows");
        return post || needsResults ? List.of("400", "404", "409", "500", "503") : List.of("400", "404", "500", "503");
    }

    private static void add(Operation operation, String status, String path) {
        boolean problem = path.contains("/jobs/") || path.endsWith("/files");
        var type = OASFactory.createMediaType().schema(OASFactory.createSchema().ref("#/components/schemas/Error"));
        var content = OASFactory.createContent().addMediaType(problem ? Errors.PROBLEM_JSON : "application/json", type);
        operation.getResponses().addAPIResponse(status, OASFactory.createAPIResponse().description(DESCRIPTIONS.get(status)).content(content));
    }
}
