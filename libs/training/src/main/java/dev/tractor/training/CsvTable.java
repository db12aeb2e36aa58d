package dev.tractor.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A CSV file (RFC 4180, UTF-8) with a header; columns are found by name.
public final class CsvTable {
    private static final CsvMapper CSV = CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.TRIM_SPACES, CsvParser.Feature.SKIP_EMPTY_LINES).build();

    private final Path file;
    private final byte[] bytes;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();

    /// @param line in the file, the first is 1
    /// @param cells one per column of the header
    public record Row(int line, List<String> cells) {}

    private CsvTable(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /// @throws TrainingException when it cannot be read or is no table, with the line
    public static CsvTable read(Path file) {
        try {
            return of(file, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new TrainingException(file + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new TrainingException(file + " cannot be read: permission denied", e);
        } catch (CharacterCodingException e) {
            throw new TrainingException(file + " is no CSV table: it is not text in UTF-8", e);
        } catch (IOException e) {
            throw new TrainingException(file + " cannot be read: " + (e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage()), e);
        }
    }

    static CsvTable of(Path file, byte[] bytes) throws IOException {
        CsvTable table = new CsvTable(file, bytes);
        table.parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        return table;
    }

    private void parse(String text) throws IOException {
        try (MappingIterator<String[]> lines = CSV.readerFor(String[].class).readValues(text)) {
            if (!lines.hasNextValue()) {
                throw new TrainingException(file + " is empty: expected a header and a row per flow");
            }
            header(lines.nextValue());
            while (lines.hasNextValue()) {
                int line = lines.getCurrentLocation().getLineNr();
                String[] cells = lines.nextValue();
                if (cells.length != columns.size()) {
                    throw new TrainingException(file + " line " + line + ": " + cells.length + " cells instead of " + columns.size());
                }
                rows.add(new Row(line, Arrays.asList(cells)));
            }
        } catch (RuntimeJsonMappingException e) {
            throw new TrainingException(file + ": " + e.getMessage(), e);
        }
    }

    private void header(String[] names) {
        for (String name : names) {
            if (columns.put(name, columns.size()) != null) {
                throw new TrainingException(file + ": the header names column '" + name + "' twice");
            }
        }
    }

    public Path file() {
        return file;
    }

    byte[] bytes() {
        return bytes;
    }

    public List<Row> rows() {
        return rows;
    }

    public boolean hasColumn(String name) {
        return columns.containsKey(name);
    }

    List<String> header() {
        return columns.entrySet().stream().sorted(Map.Entry.comparingByValue()).map(Map.Entry::getKey).toList();
    }

    /// @return the column's place in every row
    /// @throws TrainingException when there is none of that name
    public int column(String name) {
        Integer column = columns.get(name);
        if (column == null) {
            throw new TrainingException(file + ": the header has no column '" + name + "'");
        }
        return column;
    }

    /// What is wrong in a row, with its place.
    public TrainingException wrong(Row row, String what) {
        return new TrainingException(file + " line " + row.line() + ": " + what);
    }
}
