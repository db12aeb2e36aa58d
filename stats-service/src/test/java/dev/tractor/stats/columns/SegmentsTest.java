package dev.tractor.stats.columns;

import static dev.tractor.stats.Samples.emptyBatch;
import static dev.tractor.stats.Samples.flow;
import static dev.tractor.stats.Samples.newJobId;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.contracts.v1.ClassifiedFlow;
import dev.tractor.contracts.v1.Counters;
import dev.tractor.contracts.v1.Session;
import dev.tractor.query.Query;
import dev.tractor.stats.Pipeline;
import dev.tractor.stats.PostgresResource;
import dev.tractor.stats.geo.GeoDatabase;
import dev.tractor.stats.search.FlowGroups;
import dev.tractor.stats.search.FlowRequest;
import dev.tractor.stats.search.FlowSearch;
import dev.tractor.stats.search.FlowSort;
import dev.tractor.stats.search.GroupField;
import dev.tractor.stats.search.HostGraph;
import dev.tractor.stats.search.HostSearch;
import dev.tractor.stats.search.HostSort;
import dev.tractor.stats.search.JobComparison;
import dev.tractor.stats.search.Position;
import dev.tractor.stats.search.Timeline;
import dev.tractor.stats.store.FinalTables;
import dev.tractor.stats.store.JobTables;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Answers do not depend on where the flows are cut into segments.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SegmentsTest {
    private static final int FLOWS = 90;
    private static final List<String> QUERIES = List.of("", "protocol:udp", "bytes>900 and not port:443", "label:tls or session:*", "ip:10.0.0.3", "flow:77", "flow:999", "start>1700000000.00005", "symptom:gaps");

    private static final List<String> COMMENTS = List.of("", "why", "\"quoted\" \\ back", "\u0000\u0001\b\t\n\f\r\u001F\u007F", "日本 \uD83D\uDE00 ü");
    private static final List<Long> STARTS = List.of(1_700_000_000_000_000_000L, 1_700_000_000_000_000_000L, 0L, -1_500L, -3_000_000_000L);

    @Inject Pipeline pipeline;
    @Inject ColumnStore columns;
    @Inject AgroalDataSource database;
    @Inject HostSearch hosts;
    @Inject GeoDatabase geo;
    @Inject ObjectMapper json;

    private final JobTables tables = new JobTables(newJobId());

    /// Many are equal in what they are sorted by, and none comes in the order of its time.
    private static ClassifiedFlow sample(int number, Random random) {
        return flow(number, "10.0.0." + random.nextInt(9), 40_000 + random.nextInt(5), random.nextInt(4) == 0 ? "2001:db8::" + random.nextInt(3) : "10.0.0." + random.nextInt(9), random.nextInt(2) == 0 ? 443 : 53)
                .setProtocol(random.nextInt(3) == 0 ? 17 : 6).setLabel(random.nextInt(3) == 0 ? "tls" : "label-" + random.nextInt(40)).setDomain(random.nextInt(2) == 0 ? "" : "d" + random.nextInt(30) + ".example")
                .setComment(COMMENTS.get(random.nextInt(COMMENTS.size()))).setConfidence(random.nextInt(10) / 10f).setStartNanos(STARTS.get(random.nextInt(STARTS.size())) + random.nextInt(100) * 1_000L).setDurationNanos(random.nextInt(4) * 70_000L)
                .setSymptoms(random.nextInt(3) == 0 ? random.nextInt(64) : 0).setForward(Counters.newBuilder().setPackets(random.nextInt(4)).setBytes(random.nextInt(5) * 300L))
                .setBackward(Counters.newBuilder().setPackets(random.nextInt(3)).setBytes(random.nextInt(3) * 40L)).build();
    }

    private void store() throws Exception {
        Random random = new Random(9);
        List<ClassifiedFlow> flows = new ArrayList<>();
        for (int i = 0; i < FLOWS; i++) flows.add(sample(i, random));
        Session session = Session.newBuilder().addAllFlows(List.of(3L, 5L, 40L, 89L)).setClientAddress(flows.get(3).getClientAddress()).build();
        pipeline.send(emptyBatch(tables.jobId(), 1, 0).addAllFlows(flows).addSessions(session).build());
        try (Connection connection = database.getConnection()) {
            FlowColumns.build(connection, tables, _ -> "XX", 0, 1);
            FinalTables.gatherHosts(connection, tables, columns.uncommitted(tables), geo.current());
        }
    }

    private JobFlows cut(int most) throws Exception {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE " + tables.flowColumn());
            FlowColumns.build(connection, tables, _ -> "XX", 0, 1, most);
        }
        return columns.uncommitted(tables);
    }

    private List<String> answers(JobFlows job) throws Exception {
        List<String> answers = new ArrayList<>();
        for (String text : QUERIES) {
            Query query = Query.parse(text);
            for (FlowSort sort : FlowSort.values()) {
                answers.add(pages(job, query, sort, false));
                answers.add(pages(job, query, sort, true));
            }
            for (GroupField field : GroupField.values()) {
                answers.add(json.writeValueAsString(FlowGroups.of(job, query, field, FlowGroups.Order.BYTES, 7)));
                answers.add(json.writeValueAsString(JobComparison.of(job, job, query, field, true)));
            }
            answers.add(json.writeValueAsString(Timeline.of(job, query, GroupField.LABEL, 3, 5)));
            answers.add(json.writeValueAsString(Timeline.of(job, query, GroupField.IP, 3, 5)));
            try (Connection connection = database.getConnection()) {
                answers.add(json.writeValueAsString(HostGraph.of(connection, job, query, HostGraph.By.FLOWS, 4)));
            }
            for (HostSort sort : HostSort.values()) answers.add(hosts.find(job, query, sort, true, 5, null).toString());
        }
        return answers;
    }

    /// A page is written as the mapper writes its flows.
    private String pages(JobFlows job, Query query, FlowSort sort, boolean descending) throws Exception {
        StringBuilder flows = new StringBuilder();
        Position after = null;
        do {
            FlowRequest request = new FlowRequest(query, sort, descending, 13, after);
            FlowSearch.Found page = FlowSearch.find(job, request);
            FlowSearch.Page written = FlowSearch.page(job, request);
            assertEquals(json.writeValueAsString(page.flows()), new String(written.flows(), StandardCharsets.UTF_8));
            assertEquals(page.next(), written.next());
            page.flows().forEach(flow -> flows.append(flow).append('\n'));
            after = page.next();
        } while (after != null);
        return flows.toString();
    }

    @Test
    @Tag("long")
    void whereFlowsAreCutMakesNoDifference() throws Exception {
        store();
        JobFlows whole = cut(FLOWS);
        assertEquals(1, whole.segments().size());
        List<String> expected = answers(whole);

        for (int most : new int[] {1, 7, 64, 89}) {
            JobFlows job = cut(most);
            assertEquals((FLOWS + most - 1) / most, job.segments().size());
            List<String> found = answers(job);
            for (int i = 0; i < expected.size(); i++) assertEquals(expected.get(i), found.get(i), "answer " + i + " of segments of " + most);
        }
    }
}
