package dev.tractor.stats.rest;

import dev.tractor.query.Query;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.query.CompleteJobs;
import dev.tractor.stats.query.Statistics;
import dev.tractor.stats.search.BeaconSort;
import dev.tractor.stats.search.Beacons;
import dev.tractor.stats.search.FoundHost;
import dev.tractor.stats.search.FoundSession;
import dev.tractor.stats.search.GroupField;
import dev.tractor.stats.search.HostGraph;
import dev.tractor.stats.search.HostProfile;
import dev.tractor.stats.search.HostSearch;
import dev.tractor.stats.search.HostSort;
import dev.tractor.stats.search.JobComparison;
import dev.tractor.stats.search.Questions;
import dev.tractor.stats.search.SessionSearch;
import dev.tractor.stats.search.SessionSort;
import dev.tractor.stats.search.Turns;
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
import java.util.List;

/// A complete job as it is looked at: overview, sessions, hosts, who talks to whom and who does so regularly, and beside another job.
@Path("/internal/jobs/{job_id}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ResultsResource {
    /// The most sessions or hosts of a page.
    static final int PAGE_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST_OF_A_LIST = 1_000;
    private static final int DEFAULT_OF_A_LIST = 20;
    private static final int DEFAULT_NODES = 40;

    private final CompleteJobs jobs;
    private final Statistics statistics;
    private final SessionSearch sessions;
    private final HostSearch hosts;
    private final Questions questions;
    private final Turns turns;

    ResultsResource(CompleteJobs jobs, Statistics statistics, SessionSearch sessions, HostSearch hosts, Questions questions, Turns turns) {
        this.jobs = jobs;
        this.statistics = statistics;
        this.sessions = sessions;
        this.hosts = hosts;
        this.questions = questions;
        this.turns = turns;
    }

    /// @param next cursor of the next page, null after the last
    public record SessionPage(List<FoundSession> sessions, String next) {}

    /// @param next cursor of the next page, null after the last
    public record HostPage(List<FoundHost> hosts, String next) {}

    /// As it was folded.
    @GET
    @Path("overview")
    public String overview(@PathParam("job_id") long jobId) throws SQLException {
        jobs.require(jobId);
        return statistics.overview(jobId);
    }

    @GET
    @Path("sessions")
    public SessionPage sessions(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("sort") String sort, @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor) throws SQLException {
        Query parsed = Parameters.query(query);
        Parameters.Sort<SessionSort> order = Parameters.sort(sort, SessionSort.values(), SessionSort::field, SessionSort.SESSION);
        int rows = Parameters.oneTo(PAGE_LIMIT, "limit", limit, DEFAULT_LIMIT);
        SessionSearch.Found found = turns.take(() -> sessions.find(jobs.complete(jobId), parsed, order.by(), order.descending(), rows, Parameters.position(cursor)));
        return new SessionPage(found.sessions(), found.next() == null ? null : Parameters.cursor(found.next()));
    }

    @GET
    @Path("sessions/{session}")
    public SessionSearch.Details session(@PathParam("job_id") long jobId, @PathParam("session") long session) throws SQLException {
        return sessions.details(jobs.complete(jobId), session).orElseThrow(() -> new NotFoundException("job " + jobId + " has no session " + session));
    }

    @GET
    @Path("hosts")
    public HostPage hosts(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("sort") String sort, @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor) throws SQLException {
        Query parsed = Parameters.query(query);
        Parameters.Sort<HostSort> order = Parameters.sort(sort == null ? "-" + HostSort.BYTES.field() : sort, HostSort.values(), HostSort::field, HostSort.BYTES);
        int rows = Parameters.oneTo(PAGE_LIMIT, "limit", limit, DEFAULT_LIMIT);
        HostSearch.Found found = turns.take(() -> hosts.find(jobs.complete(jobId), parsed, order.by(), order.descending(), rows, Parameters.hostPosition(cursor)));
        return new HostPage(found.hosts(), found.next() == null ? null : Parameters.cursor(found.next()));
    }

    @GET
    @Path("hosts/{ip}/profile")
    public HostProfile host(@PathParam("job_id") long jobId, @PathParam("ip") String ip, @QueryParam("top") String top) throws SQLException {
        IpAddress address = Parameters.ip(ip);
        int entries = Parameters.oneTo(MOST_OF_A_LIST, "top", top, DEFAULT_OF_A_LIST);
        JobFlows job = jobs.complete(jobId);
        return turns.take(() -> questions.ask(connection -> HostProfile.of(connection, job, address, entries))).orElseThrow(() -> new NotFoundException("job " + jobId + " has no flow of " + ip));
    }

    @GET
    @Path("graph")
    public HostGraph graph(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("by") String by, @QueryParam("top") String top) throws SQLException {
        Query parsed = Parameters.query(query);
        HostGraph.By greatest = switch (by) {
            case null -> HostGraph.By.BYTES;
            case "bytes" -> HostGraph.By.BYTES;
            case "flows" -> HostGraph.By.FLOWS;
            default -> throw new BadRequestException("by is bytes or flows; not '" + by + "'");
        };
        int nodes = Parameters.oneTo(HostGraph.TOP_LIMIT, "top", top, DEFAULT_NODES);
        JobFlows job = jobs.complete(jobId);
        return turns.take(() -> questions.ask(connection -> HostGraph.of(connection, job, parsed, greatest, nodes)));
    }

    @GET
    @Path("beacons")
    public Beacons beacons(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("sort") String sort, @QueryParam("top") String top) throws SQLException {
        Query parsed = Parameters.query(query);
        Parameters.Sort<BeaconSort> order = Parameters.sort(sort == null ? "-" + BeaconSort.SCORE.field() : sort, BeaconSort.values(), BeaconSort::field, BeaconSort.SCORE);
        int entries = Parameters.oneTo(Beacons.TOP_LIMIT, "top", top, DEFAULT_LIMIT);
        JobFlows job = jobs.complete(jobId);
        return turns.take(() -> questions.ask(connection -> Beacons.of(connection, job, parsed, order.by(), order.descending(), entries)));
    }

    /// @param sameFlows whether equal numbers name equal flows in both, which the registry knows
    @GET
    @Path("comparison")
    public JobComparison comparison(@PathParam("job_id") long jobId, @QueryParam("with") long other, @QueryParam("query") String query, @QueryParam("by") String by,
            @QueryParam("same_flows") boolean sameFlows) throws SQLException {
        Query parsed = Parameters.query(query);
        GroupField field = Parameters.field(by == null ? GroupField.LABEL.field() : by);
        return turns.take(() -> JobComparison.of(jobs.complete(jobId), jobs.complete(other), parsed, field, sameFlows));
    }
}
