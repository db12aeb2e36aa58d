package dev.tractor.stats.rest;

import dev.tractor.query.Query;
import dev.tractor.query.QueryException;
import dev.tractor.stats.query.Statistics;
import dev.tractor.stats.search.FlowGroups;
import dev.tractor.stats.search.FlowRequest;
import dev.tractor.stats.search.FlowSearch;
import dev.tractor.stats.search.FlowSort;
import dev.tractor.stats.search.FoundFlow;
import dev.tractor.stats.search.GroupField;
import dev.tractor.stats.search.Timeline;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Flows of a complete job by query.
@Path("/internal/jobs/{job_id}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class SearchResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final int DEFAULT_TOP = 100;
    private static final int DEFAULT_SERIES = 8;
    private static final int DEFAULT_INTERVALS = 120;

    private final Statistics statistics;
    private final FlowSearch search;
    private final FlowGroups groups;
    private final Timeline timeline;

    SearchResource(Statistics statistics, FlowSearch search, FlowGroups groups, Timeline timeline) {
        this.statistics = statistics;
        this.search = search;
        this.groups = groups;
        this.timeline = timeline;
    }

    /// @param next cursor of the next page, null after the last
    public record Page(List<FoundFlow> flows, String next) {}

    /// @param sort a field, with `-` in front for the greatest first
    @GET
    @Path("search")
    public Page search(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("sort") String sort, @QueryParam("limit") String limit, @QueryParam("cursor") String cursor)
            throws SQLException {
        boolean descending = sort != null && sort.startsWith("-");
        FlowSort order = sort == null ? FlowSort.FLOW : FlowSort.named(descending ? sort.substring(1) : sort).orElseThrow(() -> new BadRequestException(
                "sort is " + Arrays.stream(FlowSort.values()).map(FlowSort::field).collect(Collectors.joining(", ")) + ", with - in front for the greatest first; not '" + sort + "'"));
        int rows = Parameters.oneTo(FlowSearch.PAGE_LIMIT, "limit", limit, DEFAULT_LIMIT);
        FlowRequest request = new FlowRequest(jobId, parsed(query), order, descending, rows, Parameters.position(cursor));
        requireComplete(jobId);
        FlowSearch.Found found = search.find(request);
        return new Page(found.flows(), found.next() == null ? null : Parameters.cursor(found.next()));
    }

    /// @param by the field whose values are summed by
    /// @param order flows, packets or bytes
    @GET
    @Path("groups")
    public FlowGroups.Groups groups(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("by") String by, @QueryParam("order") String order, @QueryParam("top") String top)
            throws SQLException {
        GroupField field = field(by);
        FlowGroups.Order greatest = order(order);
        int rows = Parameters.oneTo(FlowGroups.TOP_LIMIT, "top", top, DEFAULT_TOP);
        Query parsed = parsed(query);
        requireComplete(jobId);
        return groups.of(jobId, parsed, field, greatest, rows);
    }

    @GET
    @Path("timeline")
    public Timeline.Picture timeline(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("by") String by, @QueryParam("top") String top,
            @QueryParam("intervals") String intervals) throws SQLException {
        GroupField field = field(by == null ? GroupField.LABEL.field() : by);
        int series = Parameters.oneTo(Timeline.MAX_SERIES, "top", top, DEFAULT_SERIES);
        int columns = Parameters.oneTo(Timeline.MAX_INTERVALS, "intervals", intervals, DEFAULT_INTERVALS);
        Query parsed = parsed(query);
        requireComplete(jobId);
        return timeline.of(jobId, parsed, field, series, columns);
    }

    private void requireComplete(long jobId) {
        if (!statistics.isComplete(jobId)) {
            throw new NotFoundException("the flows of job " + jobId + " are not completely stored here");
        }
    }

    private static GroupField field(String by) {
        return GroupField.named(by == null ? "" : by).orElseThrow(() -> new BadRequestException(
                "by is " + Arrays.stream(GroupField.values()).map(GroupField::field).collect(Collectors.joining(", ")) + "; not '" + (by == null ? "" : by) + "'"));
    }

    private static FlowGroups.Order order(String order) {
        return switch (order) {
            case null -> FlowGroups.Order.FLOWS;
            case "flows" -> FlowGroups.Order.FLOWS;
            case "packets" -> FlowGroups.Order.PACKETS;
            case "bytes" -> FlowGroups.Order.BYTES;
            default -> throw new BadRequestException("order is flows, packets or bytes; not '" + order + "'");
        };
    }

    private static Query parsed(String query) {
        try {
            return Query.parse(query == null ? "" : query);
        } catch (QueryException e) {
            throw new BadRequestException("query: " + e.getMessage());
        }
    }
}
