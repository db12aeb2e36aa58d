package dev.tractor.stats.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.testsupport.FreePorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// What an older version has stored is there after the migration as if it had just come, but for flows that came as rows: their jobs fail and say so.
class MigrationTest {
    private static final String OLD_JOBS = """
            INSERT INTO job (job_id, attempt, state, labeller_digest, extracted_batches, extracted_flows, extracted_packets, swept)
            VALUES (1, 2, 'COMPLETE', 'd', 1, 2, 10, false), (2, 1, 'ENDED', 'd', NULL, NULL, NULL, false), (3, 0, 'ENDED', NULL, NULL, NULL, NULL, true), (4, 1, 'STORING', 'd', NULL, NULL, NULL, false);
            INSERT INTO batch VALUES (1, 2, 0, 2, 10), (2, 1, 0, 1, 5);
            INSERT INTO flow SELECT job, number, 0, 1000, 2000, 3, 300, 180, 2, 200, 120, 40000, 443, 27, 18, 0.5, NULL, 6, 3, '10.0.0.1', '198.51.100.1', 'tls', 'web', 'tls-sni', 'why', 'tls', NULL, 'a.example', NULL
                FROM (VALUES (1, 1), (1, 0), (2, 0), (4, 7)) AS flows (job, number);
            INSERT INTO session VALUES (1, 0, '10.0.0.1', 1000, 2000, 2, 6, 4, 600, 400, '{2,NaN}', 'tls', 'web', 0.5);
            INSERT INTO session_flow VALUES (1, 0, 0), (1, 1, 0);
            INSERT INTO session_link VALUES (1, 0, 1, 0, 6, 'a.example');
            INSERT INTO aggregate VALUES (1, 'labels', 1, 'tls', 2)""";

    @Test
    void jobsAreTakenOver() throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPort(FreePorts.one()).setServerConfig("listen_addresses", "127.0.0.1").start(); Connection connection = postgres.getPostgresDatabase().getConnection()) {
            Flyway.configure().dataSource(postgres.getPostgresDatabase()).target("4").load().migrate();
            try (Statement statement = connection.createStatement()) {
                statement.execute(OLD_JOBS);
            }

            Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();

            assertEquals(List.of("1 STORING false", "2 ENDED true", "3 ENDED true", "4 STORING false"), rows(connection, "SELECT job_id || ' ' || state || ' ' || swept FROM job ORDER BY job_id"));
            assertEquals(List.of("batch_part_1", "batch_part_4", "flow_column_1", "flow_column_4", "host_1", "host_4", "session_1", "session_4", "session_link_1", "session_link_4"),
                    rows(connection, "SELECT tablename FROM pg_tables WHERE tablename ~ '_[0-9]+$' ORDER BY 1"));
            assertEquals(List.of("0 2 {2,NaN}"), rows(connection, "SELECT concat_ws(' ', session, flows, features) FROM session_1"));
            assertEquals(List.of("0 1 0 6 a.example"), rows(connection, "SELECT concat_ws(' ', session, to_ordinal, from_ordinal, kind, evidence) FROM session_link_1"));
            assertEquals(List.of("1"), rows(connection, "SELECT job_id FROM batch"));
            assertEquals(List.of(), rows(connection, "SELECT label FROM aggregate"));
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
