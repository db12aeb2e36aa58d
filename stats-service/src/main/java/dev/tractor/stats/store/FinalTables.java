package dev.tractor.stats.store;

import dev.tractor.stats.columns.FlowColumns;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.geo.Places;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Turns what came of a job into the tables that are asked: flows in the order of the capture, column by column, with session and countries, and the hosts. Each step takes part in the caller's
/// transaction, and may be done again after a completion that did not come to its end.
public final class FinalTables {
    // An index over half a million flows is made in memory; one job is completed at a time.
    private static final String MEMORY = "SET LOCAL work_mem = '64MB'; SET LOCAL maintenance_work_mem = '128MB'";

    private FinalTables() {}

    /// Before the columns are written.
    public static void emptyColumns(Connection connection, JobTables tables) throws SQLException {
        execute(connection, index("UNIQUE", "IF NOT EXISTS", tables.batchPart(), "(segment, batch)"), dropIndex(tables.flowColumn()), "TRUNCATE " + tables.flowColumn());
    }

    /// Writes the flows in their order, column by column.
    ///
    /// @param turn of `turns`, which can be taken at the same time
    /// @return how many flows they are
    /// @throws FlowsContradictException when two flows have one number, or one flow two sessions
    public static long foldColumns(Connection connection, JobTables tables, Places places, int turn, int turns) throws SQLException {
        return FlowColumns.build(connection, tables, address -> places.place(address).code(), turn, turns);
    }

    public static void indexColumns(Connection connection, JobTables tables) throws SQLException {
        execute(connection, index("UNIQUE", "", tables.flowColumn(), "(field, segment)"));
    }

    /// Sums up the hosts of the flows, with their places. What is written into a table in the transaction that empties it need not go through the log (`wal_level` minimal).
    ///
    /// @param job whose columns are there
    public static void gatherHosts(Connection connection, JobTables tables, JobFlows job, Places places) throws SQLException {
        execute(connection, MEMORY, dropIndex(tables.host()), "TRUNCATE " + tables.host());
        HostSums.write(connection, tables, job, places);
        execute(connection, index("UNIQUE", "", tables.host(), "(ip)"), "ANALYZE " + tables.host());
    }

    /// Before the sessions are written.
    public static void emptySessions(Connection connection, JobTables tables) throws SQLException {
        execute(connection, "TRUNCATE " + tables.session() + ", " + tables.sessionLink());
    }

    public static void indexSessions(Connection connection, JobTables tables) throws SQLException {
        execute(connection, MEMORY, index("UNIQUE", "", tables.session(), "(session)"), index("", "", tables.sessionLink(), "(session)"), "ANALYZE " + tables.session());
    }

    /// Removes what came, when all that is made of it is there.
    public static void dropIncoming(Connection connection, JobTables tables) throws SQLException {
        execute(connection, "DROP TABLE " + tables.batchPart());
    }

    private static String index(String kind, String unless, String table, String columns) {
        return "CREATE %s INDEX %s %s_index_0 ON %s %s".formatted(kind, unless, table, table, columns);
    }

    /// Of a completion that did not come to its end.
    private static String dropIndex(String table) {
        return "DROP INDEX IF EXISTS " + table + "_index_0";
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
