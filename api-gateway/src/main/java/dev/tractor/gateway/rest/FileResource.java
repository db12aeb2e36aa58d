package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.StatsClient;
import dev.tractor.gateway.v1.CaptureFile;
import dev.tractor.gateway.v1.DetailsIp;
import dev.tractor.gateway.v1.DetailsLabelItem;
import dev.tractor.gateway.v1.FileStatus;
import dev.tractor.gateway.v1.StatisticItem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// `/v1/file/{job_id}`: one job and what it found.
@Path("/v1/file/{job_id}")
@Tag(name = "file", description = "A job and what it found")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class FileResource {
    private static final String TOP = "At most so many entries an item, 1 to 10,000; 1,000 without it";

    private final Jobs jobs;
    private final LabelCheck labels;
    private final StatsClient stats;

    FileResource(Jobs jobs, LabelCheck labels, @RestClient StatsClient stats) {
        this.jobs = jobs;
        this.labels = labels;
        this.stats = stats;
    }

    @GET
    @Path("/status")
    @Operation(operationId = "fileStatus", summary = "State of a job")
    public FileStatus status(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId) {
        return FileStatus.of(jobs.get(Parameters.jobId(jobId)));
    }

    @GET
    @Path("/details")
    @Operation(operationId = "fileDetails", summary = "The capture of a job")
    public CaptureFile details(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId) {
        return CaptureFile.of(jobs.get(Parameters.jobId(jobId)));
    }

    @GET
    @Path("/statistics")
    @Operation(operationId = "fileStatistics", summary = "Statistics of the whole capture", description = "409 until the job has finished.")
    public List<StatisticItem> statistics(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                                          @Parameter(description = TOP, schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("top") String topText) {
        Integer top = Parameters.top(topText);
        long id = jobs.requireFinished(Parameters.jobId(jobId));
        return BackEnd.STATS.find(() -> stats.statistics(id, null, top)).orElseThrow(() -> resultsMissing(id));
    }

    @GET
    @Path("/statistics/labels")
    @Operation(operationId = "labelStatistics", summary = "Statistics of the flows with a label", description = "409 until the job has finished; [] for a known label without flows.")
    public List<StatisticItem> labelStatistics(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                                               @Parameter(required = true, description = "A label as /v1/labels/list spells it", example = "telegram") @QueryParam("label") String labelText,
                                               @Parameter(description = TOP, schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("top") String topText) {
        String label = Parameters.required("label", labelText);
        Integer top = Parameters.top(topText);
        long id = jobs.requireFinished(Parameters.jobId(jobId));
        labels.requireKnown(id, label);
        var items = BackEnd.STATS.find(() -> stats.statistics(id, label, top)).orElseThrow(() -> resultsMissing(id));
        return items.stream().allMatch(item -> item.content().isEmpty()) ? List.of() : items;
    }

    @GET
    @Path("/statistics/ip")
    @Operation(operationId = "hostStatistics", summary = "What is known about a host", description = "409 until the job has finished; 404 for an address that is not in the capture.")
    public DetailsIp host(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                          @Parameter(required = true, description = "IPv4 or IPv6 address", example = "192.168.88.80") @QueryParam("ip") String ipText,
                          @Parameter(description = TOP, schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("top") String topText) {
        String ip = Parameters.ip(ipText);
        Integer top = Parameters.top(topText);
        long id = jobs.requireFinished(Parameters.jobId(jobId));
        return BackEnd.STATS.find(() -> stats.host(id, ip, top)).orElseThrow(() -> ApiException.notFound("No flow of job %d has the address %s.".formatted(id, ip)));
    }

    @GET
    @Path("/flows/labels")
    @Operation(operationId = "labelFlows", summary = "The flows with a label, in the order of the capture", description = "409 until the job has finished; [] for a known label without flows.")
    @APIResponse(responseCode = "200", description = "The flows",
            headers = @Header(name = "Link", description = Link.DESCRIPTION, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = DetailsLabelItem.class)))
    public Response flows(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                          @Parameter(required = true, description = "A label as /v1/labels/list spells it", example = "telegram") @QueryParam("label") String labelText,
                          @Parameter(description = "At most so many, 1 to 10,000; all without it", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("limit") String limitText,
                          @Parameter(description = "From the Link header of the page before") @QueryParam("cursor") String cursor,
                          @Context UriInfo uri, @Context HttpServerRequest request) {
        String label = Parameters.required("label", labelText);
        Integer limit = Parameters.limit(limitText);
        long id = jobs.requireFinished(Parameters.jobId(jobId));
        labels.requireKnown(id, label);
        var flows = BackEnd.STATS.find(() -> stats.flows(id, label, limit, cursor)).orElseThrow(() -> resultsMissing(id));
        var answer = Response.ok(Streamed.to(request, out -> copy(flows.getEntity(), out))).type(MediaType.APPLICATION_JSON);
        Link.next(uri, flows.getHeaderString(StatsClient.NEXT_CURSOR)).ifPresent(link -> answer.header(HttpHeaders.LINK, link));
        return answer.build();
    }

    private static void copy(InputStream flows, OutputStream out) throws IOException {
        try (flows) {
            flows.transferTo(out);
        }
    }

    static ApiException resultsMissing(long jobId) {
        return ApiException.fault("Job %d has finished, but stats-service does not have its results. Process the capture again.".formatted(jobId), null);
    }
}
