package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.ProblemType;
import dev.tractor.gateway.backend.StatsClient;
import dev.tractor.gateway.export.FlowColumn;
import dev.tractor.gateway.export.FlowExport;
import dev.tractor.gateway.export.FlowFormat;
import dev.tractor.gateway.flows.FlowDetail;
import dev.tractor.gateway.flows.FlowDetails;
import dev.tractor.gateway.flows.FlowItem;
import dev.tractor.gateway.packets.Packets;
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
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestResponse;

/// `/v1/jobs/{job_id}/flows`: the flows of a job, one page, one flow, or all that a query finds.
@Path("/v1/jobs/{job_id}/flows")
@Tag(name = "flows", description = "Find the flows of a job")
@RunOnVirtualThread
public class FlowsResource {
    private static final String SORT = "flow (the default), start, duration, bytes or packets; with - in front the greatest first";
    private static final String FIELDS = "The columns, in this order, with commas between them; all without it";

    /// Of an answer that is not the whole one.
    private static final String NOT_KEPT = "no-store";

    private final Jobs jobs;
    private final StatsClient stats;
    private final FlowDetails details;
    private final FlowExport export;
    private final Packets packets;

    FlowsResource(Jobs jobs, @RestClient StatsClient stats, FlowDetails details, FlowExport export, Packets packets) {
        this.jobs = jobs;
        this.stats = stats;
        this.details = details;
        this.export = export;
        this.packets = packets;
    }

    @GET
    @FinishedResult
    @Produces({FlowFormat.JSON_TYPE, FlowFormat.CSV_TYPE, FlowFormat.NDJSON_TYPE, FlowFormat.PARQUET_TYPE, FlowFormat.PCAPNG_TYPE})
    @Operation(operationId = "findFlows", summary = "The flows that a query finds, page by page or all of them as a file", description = """
            JSON comes page by page; every other form, and JSON with `format=json`, is the whole of what the query finds, as an attachment that is written while it is found: generated clients, which \
            expect one type of an operation, ask for those at `/flows/export`. 409 until the job has finished.""")
    @APIResponse(responseCode = "200", description = "A page of flows, or all",
            headers = @Header(name = "Link", description = Link.DESCRIPTION, schema = @Schema(type = SchemaType.STRING)),
            content = {@Content(mediaType = FlowFormat.JSON_TYPE, schema = @Schema(type = SchemaType.ARRAY, implementation = FlowItem.class)),
                @Content(mediaType = FlowFormat.CSV_TYPE, schema = @Schema(type = SchemaType.STRING, description = "A header line with the names of the JSON")),
                @Content(mediaType = FlowFormat.NDJSON_TYPE, schema = @Schema(type = SchemaType.STRING, description = "A flow in JSON on each line")),
                @Content(mediaType = FlowFormat.PARQUET_TYPE, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = FlowFormat.PCAPNG_TYPE, schema = @Schema(type = SchemaType.STRING, format = "binary", description = "The packets of the flows, at most tractor.packets.max-packets and tractor.packets.max-bytes"))})
    @APIResponse(responseCode = "304", description = "The answer with that ETag has not changed")
    public Response flows(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                          @Parameter(description = JobFlowsResource.QUERY, example = "label:telegram and dst.port:443 and bytes>1M") @QueryParam("query") String query,
                          @Parameter(description = SORT, example = "-bytes") @QueryParam("sort") String sort,
                          @Parameter(description = FIELDS, example = "flow,src_ip,dst_ip,label") @QueryParam("fields") String fields,
                          @Parameter(description = "json, csv, ndjson or parquet: all flows; pcapng: all their packets; the Accept header without it") @QueryParam("format") String formatText,
                          @Parameter(description = "At most so many on a page, 1 to 10,000; 100 without it", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("limit") String limitText,
                          @Parameter(description = "From the Link header of the page before") @QueryParam("cursor") String cursor,
                          @Context UriInfo uri, @Context HttpHeaders headers, @Context HttpServerRequest request) {
        FlowFormat format = formatText == null ? FlowFormat.preferred(headers.getAcceptableMediaTypes()) : FlowFormat.named(formatText);
        List<FlowColumn> columns = FlowColumn.chosen(fields);
        Integer limit = Parameters.limit(limitText);
        boolean pageWise = limit != null || cursor != null;
        if (pageWise && format != FlowFormat.JSON) throw ApiException.badRequest("limit and cursor are for pages, which are JSON; %s is everything that the query finds.".formatted(format.extension()));
        Job job = jobs.finished(Parameters.jobId(jobId));
        boolean isPage = format == FlowFormat.JSON && (pageWise || formatText == null);
        var answer = isPage ? page(job, query, sort, limit, cursor, columns, uri) : file(job, query, sort, format, columns, request);
        return answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT).build();
    }

    /// The files of [#flows] by a name of their own.
    @GET
    @Path("/export")
    @FinishedResult
    @Produces({FlowFormat.JSON_TYPE, FlowFormat.CSV_TYPE, FlowFormat.NDJSON_TYPE, FlowFormat.PARQUET_TYPE, FlowFormat.PCAPNG_TYPE})
    @Operation(operationId = "exportFlows", summary = "All flows that a query finds, or all their packets, as a file", description = "What `/flows` answers with that format. 409 until the job has finished.")
    @APIResponse(responseCode = "200", description = "The file, as an attachment", content = @Content(mediaType = MediaType.WILDCARD, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "304", description = "The answer with that ETag has not changed")
    public Response export(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                           @Parameter(description = JobFlowsResource.QUERY, example = "label:telegram and dst.port:443 and bytes>1M") @QueryParam("query") String query,
                           @Parameter(description = SORT, example = "-bytes") @QueryParam("sort") String sort,
                           @Parameter(description = FIELDS, example = "flow,src_ip,dst_ip,label") @QueryParam("fields") String fields,
                           @Parameter(required = true, description = "json, csv, ndjson or parquet: the flows; pcapng: their packets, which have no fields and the order of the capture", schema = @Schema(type = SchemaType.STRING, enumeration = {"json", "csv", "ndjson", "parquet", "pcapng"})) @QueryParam("format") String formatText,
                           @Context HttpServerRequest request) {
        FlowFormat format = FlowFormat.named(Parameters.required("format", formatText));
        List<FlowColumn> columns = FlowColumn.chosen(fields);
        Job job = jobs.finished(Parameters.jobId(jobId));
        return file(job, query, sort, format, columns, request).build();
    }

    private Response.ResponseBuilder file(Job job, String query, String sort, FlowFormat format, List<FlowColumn> columns, HttpServerRequest request) {
        return format == FlowFormat.PCAPNG ? packets(job, query, request) : all(job, query, sort, format, columns, request);
    }

    /// With all columns the answer of stats-service is the answer.
    private Response.ResponseBuilder page(Job job, String query, String sort, Integer limit, String cursor, List<FlowColumn> columns, UriInfo uri) {
        return columns.equals(FlowColumn.ALL)
                ? page(job, () -> stats.searchJson(job.jobId(), query, sort, limit, cursor), json -> json, uri)
                : page(job, () -> stats.search(job.jobId(), query, sort, limit, cursor), flows -> (StreamingOutput) out -> export.write(flows, columns, out), uri);
    }

    private static <T> Response.ResponseBuilder page(Job job, Supplier<RestResponse<T>> search, Function<T, Object> body, UriInfo uri) {
        RestResponse<T> found = BackEnd.STATS.find(search).orElseThrow(() -> FileResource.resultsMissing(job.jobId()));
        var answer = Response.ok(body.apply(found.getEntity())).type(MediaType.APPLICATION_JSON_TYPE);
        Link.next(uri, found.getHeaderString(StatsClient.NEXT_CURSOR)).ifPresent(link -> answer.header(HttpHeaders.LINK, link));
        return answer;
    }

    private Response.ResponseBuilder all(Job job, String query, String sort, FlowFormat format, List<FlowColumn> columns, HttpServerRequest request) {
        var found = export.find(job.jobId(), query, sort).orElseThrow(() -> FileResource.resultsMissing(job.jobId()));
        return attachment(format, "job-%d-flows".formatted(job.jobId()), Streamed.to(request, out -> export.write(found, format, columns, out)));
    }

    private Response.ResponseBuilder packets(Job job, String query, HttpServerRequest request) {
        var slice = packets.of(job, query).orElseThrow(() -> FileResource.resultsMissing(job.jobId()));
        return attachment(FlowFormat.PCAPNG, "job-%d-flows".formatted(job.jobId()), Streamed.to(request, out -> packets.write(slice, out)));
    }

    private static Response.ResponseBuilder attachment(FlowFormat format, String name, StreamingOutput body) {
        return Response.ok(body).type(format.type()).header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.%s\"".formatted(name, format.extension()));
    }

    @GET
    @Path("/{flow}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getFlow", summary = "All that is known of a flow", description = """
            With its evidence, the lengths of its first packets, its features and its session. While the object store does not answer, what the database knows comes alone and is marked `partial`; it is not to be kept. \
            409 until the job has finished.""")
    @APIResponse(responseCode = "200", description = "The flow", content = @Content(schema = @Schema(implementation = FlowDetail.class)))
    public RestResponse<FlowDetail> flow(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                                         @Parameter(description = "Number of the flow in its capture, from 0", schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("flow") String flowText) {
        long flow = Parameters.flow(flowText);
        Job job = jobs.finished(Parameters.jobId(jobId));
        FlowDetail detail = details.find(job, flow).orElseThrow(() -> unknown(job, flow));
        return detail.partial() == null ? RestResponse.ok(detail) : RestResponse.ResponseBuilder.ok(detail).header(HttpHeaders.CACHE_CONTROL, NOT_KEPT).build();
    }

    @GET
    @Path("/{flow}/packets")
    @Produces(FlowFormat.PCAPNG_TYPE)
    @Operation(operationId = "getFlowPackets", summary = "The packets of a flow", description = """
            A pcapng with exactly the flow's packets, as the capture has them. 409 until the job has finished, and when the capture is not the one any more that the job read. \
            A compressed capture is read from its beginning, for at most tractor.packets.time-limit.""")
    @APIResponse(responseCode = "200", description = "The packets", content = @Content(mediaType = FlowFormat.PCAPNG_TYPE, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response flowPackets(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                                @Parameter(description = "Number of the flow in its capture, from 0", schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("flow") String flowText,
                                @Context HttpServerRequest request) {
        long flow = Parameters.flow(flowText);
        Job job = jobs.finished(Parameters.jobId(jobId));
        var slice = packets.of(job, details.row(job, flow).orElseThrow(() -> unknown(job, flow)));
        return attachment(FlowFormat.PCAPNG, "job-%d-flow-%d".formatted(job.jobId(), flow), Streamed.to(request, out -> packets.write(slice, out))).build();
    }

    private static ApiException unknown(Job job, long flow) {
        return ApiException.of(ProblemType.UNKNOWN_FLOW, "Job %d has no flow %d; its %d flows are numbered from 0.".formatted(job.jobId(), flow, job.flows()));
    }
}
