package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.testsupport.LargeCapture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written as Parquet, read back by DuckDB and compared with the CSV.
class ParquetTest {
    private static Connection duckdb;

    @TempDir
    private Path folder;

    @BeforeAll
    static void openDuckDb() throws SQLException {
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterAll
    static void closeDuckDb() throws SQLException {
        duckdb.close();
    }

    private record Table(List<String> names, List<String> types, List<List<String>> rows) {
        List<String> column(String name) {
            return rows.stream().map(row -> row.get(names.indexOf(name))).toList();
        }
    }

    private Table read(Path parquet, String columns) throws SQLException {
        try (var statement = duckdb.createStatement(); ResultSet rows = statement.executeQuery("SELECT " + columns + " FROM '" + parquet + "'")) {
            ResultSetMetaData meta = rows.getMetaData();
            Table table = new Table(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                table.names.add(meta.getColumnName(i));
                table.types.add(meta.getColumnTypeName(i));
            }
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                table.rows.add(row);
            }
            return table;
        }
    }

    private Path written(byte[] capture, String... words) {
        Path out = folder.resolve(String.join("-", words).replace('/', '_') + ".parquet");
        List<Object> arguments = new ArrayList<>(List.of((Object[]) words));
        arguments.addAll(List.of("--format", "parquet", "--out", out, "-"));
        assertEquals(new CommandRun(0, "", ""), CommandRun.withInput(capture, arguments.toArray()));
        return out;
    }

    @Test
    void columnsAreTyped() throws SQLException {
        Table table = read(written(Captures.office(), "flows"), "*");

        assertEquals(Stream.concat(FlowColumns.COLUMNS.stream(), FlowColumns.CIRCUMSTANCES.stream()).map(Column::name).toList(), table.names());
        assertEquals(List.of("VARCHAR", "INTEGER", "VARCHAR", "INTEGER", "INTEGER", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH TIME ZONE", "BIGINT", "BIGINT", "BIGINT", "BIGINT", "BIGINT", "VARCHAR",
                "VARCHAR", "VARCHAR", "BIGINT", "VARCHAR"),
                table.types());
    }

    @Test
    void timesAreMicroseconds() throws SQLException {
        Table table = read(written(Captures.office(), "flows"), "epoch_us(time_start), epoch_us(time_end)");

        assertTrue(table.rows().contains(List.of("1700000120000001", "1700000120000001")), table.rows().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tractor-1", "iscx-2016/30"})
    void valuesAreThoseOfTheCsv(String profile) throws SQLException {
        byte[] capture = Captures.ofEveryKind();

        Table table = read(written(capture, "flows", "--profile", profile), "* REPLACE (epoch_us(time_start) AS time_start, epoch_us(time_end) AS time_end)");

        List<String[]> csv = CommandRun.withInput(capture, "flows", "--profile", profile, "-").out().lines().map(line -> line.split(",", -1)).toList();
        assertEquals(Arrays.asList(csv.getFirst()), table.names());
        assertEquals(csv.size() - 1, table.rows().size());
        for (int row = 0; row < table.rows().size(); row++) {
            for (int i = 0; i < table.names().size(); i++) {
                assertSame(csv.get(row + 1)[i], table.rows().get(row).get(i), table.names().get(i));
            }
        }
    }

    private static void assertSame(String csv, String parquet, String column) {
        if (column.startsWith("time_")) {
            assertEquals(0, new BigDecimal(csv).movePointRight(6).compareTo(new BigDecimal(parquet)), column);
        } else if (csv.isEmpty() || parquet == null || !csv.matches("-?[0-9.]+") || csv.indexOf('.') != csv.lastIndexOf('.')) {
            assertEquals(csv, parquet == null ? "" : parquet, column);
        } else {
            assertEquals(Double.parseDouble(csv), Double.parseDouble(parquet), column);
        }
    }

    @Test
    void classifyWritesItsTexts() throws SQLException {
        Table table = read(written(Captures.office(), "classify"), "*");

        assertTrue(table.column("label").contains("telegram"), table.column("label").toString());
        assertTrue(table.column("domain").contains("web.telegram.org"));
        assertTrue(table.column("user_agent").contains(null));
        assertEquals("DOUBLE", table.types().get(table.names().indexOf("confidence")));
    }

    @Test
    void aTableWithoutRowsIsATableAllTheSame() throws SQLException {
        Table table = read(written(Captures.withoutIp(), "flows"), "*");

        assertEquals(FlowColumns.COLUMNS.size() + FlowColumns.CIRCUMSTANCES.size(), table.names().size());
        assertEquals(List.of(), table.rows());
    }

    /// More than one row group; the table goes to a pipe, that is, nobody goes back in it.
    @Test
    void manyRowsGoThroughAPipeInRowGroups() throws IOException, SQLException {
        int flows = 70_000;
        ByteArrayOutputStream capture = new ByteArrayOutputStream();
        LargeCapture.write(new LargeCapture.Shape(1, flows, 2, 10), capture);
        Path parquet = folder.resolve("many.parquet");
        try (OutputStream out = Files.newOutputStream(parquet)) {
            Streams streams = new Streams(new ByteArrayInputStream(capture.toByteArray()), out, new PrintStream(OutputStream.nullOutputStream()), false, false);
            assertEquals(0, Tractor.run(streams, "flows", "--profile", "iscx-2016", "--format", "parquet", "-"));
        }

        assertEquals(List.of(List.of("" + flows, "" + 2 * flows)), read(parquet, "count(*), sum(packets_fwd + packets_bwd)").rows());
        try (var statement = duckdb.createStatement(); ResultSet groups = statement.executeQuery("SELECT count(DISTINCT row_group_id) FROM parquet_metadata('" + parquet + "')")) {
            assertTrue(groups.next());
            assertEquals(2, groups.getInt(1));
        }
    }

    @Test
    void parquetIsNotPrintedOnATerminal() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams terminal = new Streams(new ByteArrayInputStream(Captures.office()), out, new PrintStream(err), false, true);

        assertEquals(2, Tractor.run(terminal, "flows", "--format", "parquet", "-"));

        assertEquals(0, out.size());
        assertTrue(err.toString().contains("parquet is binary; name a file with --out"), err.toString());
        assertFalse(err.toString().contains("defect"));
    }
}
