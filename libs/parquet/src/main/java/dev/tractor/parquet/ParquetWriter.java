package dev.tractor.parquet;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a flat table as a Parquet file, from its first byte to its last without going back, so that it can go into a pipe. It holds one row group.
///
/// One page per column and row group: PLAIN values, compressed with zstd. Values are added column by column; a row is complete when each column has got its one.
public final class ParquetWriter {
    /// Takes the file's bytes.
    @FunctionalInterface
    public interface Sink {
        void write(byte[] bytes, int length);
    }

    /// Rows and bytes of a row group: small beside a heap, large enough that a column's page compresses well and the footer is a thousandth of the file.
    private static final int ROW_GROUP_ROWS = 1 << 16;
    private static final int ROW_GROUP_BYTES = 32 << 20;
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    // Numbers of parquet.thrift.
    private static final int FORMAT_VERSION = 2;
    private static final int OPTIONAL = 1;
    private static final int CONVERTED_UTF8 = 0;
    private static final int CONVERTED_TIMESTAMP_MICROS = 10;
    private static final int LOGICAL_STRING = 1;
    private static final int LOGICAL_TIMESTAMP = 8;
    private static final int UNIT_MICROS = 2;
    private static final int ENCODING_PLAIN = 0;
    private static final int ENCODING_RLE = 3;
    private static final int CODEC_ZSTD = 6;
    private static final int DATA_PAGE = 0;

    private final Sink sink;
    private final List<ParquetColumn> columns;
    private final Map<String, String> metadata;
    private final ColumnChunk[] chunks;
    private final ZstdJavaCompressor compressor = new ZstdJavaCompressor();
    private final ThriftCompact header = new ThriftCompact();
    private final ThriftCompact rowGroups = new ThriftCompact();
    private byte[] page = new byte[0];
    private byte[] compressed = new byte[0];
    private long position;
    private long rows;
    private int groups;
    private int next;
    private int bytesHeld;

    /// @param metadata what the footer says about the whole table
    public ParquetWriter(Sink sink, List<ParquetColumn> columns, Map<String, String> metadata) {
        this.sink = sink;
        this.columns = List.copyOf(columns);
        this.metadata = new LinkedHashMap<>(metadata);
        chunks = new ColumnChunk[columns.size()];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = new ColumnChunk();
        }
        write(MAGIC, MAGIC.length);
    }

    /// A missing value for the next column.
    public void addMissing() {
        chunks[next++].addMissing();
    }

    /// For a column of integers or times.
    public void add(long value) {
        switch (columns.get(next).type()) {
            case INT32 -> chunks[next++].addInt(Math.toIntExact(value));
            case INT64, TIMESTAMP -> chunks[next++].addLong(value);
            case DOUBLE, TEXT -> throw new IllegalStateException("column " + columns.get(next) + " takes no integers");
        }
    }

    public void add(double value) {
        require(ParquetType.DOUBLE);
        chunks[next++].addLong(Double.doubleToRawLongBits(value));
    }

    /// @param utf8 the text is its first `length` bytes
    public void add(byte[] utf8, int length) {
        require(ParquetType.TEXT);
        chunks[next++].addText(utf8, length);
        bytesHeld += length;
    }

    private void require(ParquetType type) {
        if (columns.get(next).type() != type) {
            throw new IllegalStateException("column " + columns.get(next) + " takes no " + type);
        }
    }

    public void endRow() {
        if (next != chunks.length) {
            throw new IllegalStateException("a row has " + next + " of " + chunks.length + " values");
        }
        next = 0;
        rows++;
        bytesHeld += Long.BYTES * chunks.length;
        if (chunks[0].rows() >= ROW_GROUP_ROWS || bytesHeld >= ROW_GROUP_BYTES) {
            endRowGroup();
        }
    }

    /// Writes what is held and the footer.
    public void finish() {
        if (bytesHeld > 0) {
            endRowGroup();
        }
        header.clear();
        fileMetadata(header);
        write(header.bytes(), header.length());
        int length = header.length();
        write(new byte[] {(byte) length, (byte) (length >>> 8), (byte) (length >>> 16), (byte) (length >>> 24)}, Integer.BYTES);
        write(MAGIC, MAGIC.length);
    }

    private void endRowGroup() {
        int rowsInGroup = chunks[0].rows();
        long bytes = 0;
        rowGroups.begin().list(1, ThriftCompact.ELEMENT_STRUCT, chunks.length);
        for (int i = 0; i < chunks.length; i++) {
            bytes += writeChunk(columns.get(i), chunks[i]);
        }
        rowGroups.i64(2, bytes).i64(3, rowsInGroup).end();
        groups++;
        bytesHeld = 0;
    }

    /// @return its bytes before compression
    private long writeChunk(ParquetColumn column, ColumnChunk chunk) {
        int rowsInChunk = chunk.rows();
        if (page.length < chunk.pageLength()) {
            page = new byte[chunk.pageLength()];
        }
        int pageLength = chunk.take(page);
        int limit = compressor.maxCompressedLength(pageLength);
        if (compressed.length < limit) {
            compressed = new byte[limit];
        }
        int compressedLength = compressor.compress(page, 0, pageLength, compressed, 0, compressed.length);
        long begin = position;
        header.clear();
        header.i32(1, DATA_PAGE).i32(2, pageLength).i32(3, compressedLength)
                .begin(5).i32(1, rowsInChunk).i32(2, ENCODING_PLAIN).i32(3, ENCODING_RLE).i32(4, ENCODING_RLE).end().stop();
        write(header.bytes(), header.length());
        write(compressed, compressedLength);
        long uncompressed = (long) header.length() + pageLength;
        rowGroups.begin().i64(2, begin)
                .begin(3).i32(1, column.type().physical)
                .list(2, ThriftCompact.ELEMENT_I32, 2).i32(ENCODING_PLAIN).i32(ENCODING_RLE)
                .list(3, ThriftCompact.ELEMENT_BINARY, 1).text(column.name())
                .i32(4, CODEC_ZSTD).i64(5, rowsInChunk).i64(6, uncompressed).i64(7, position - begin).i64(9, begin).end()
                .end();
        return uncompressed;
    }

    private void fileMetadata(ThriftCompact out) {
        out.i32(1, FORMAT_VERSION).list(2, ThriftCompact.ELEMENT_STRUCT, 1 + chunks.length);
        out.begin().text(4, "flows").i32(5, chunks.length).end();
        columns.forEach(column -> schema(out, column));
        out.i64(3, rows).list(4, ThriftCompact.ELEMENT_STRUCT, groups).raw(rowGroups.bytes(), rowGroups.length());
        if (!metadata.isEmpty()) {
            out.list(5, ThriftCompact.ELEMENT_STRUCT, metadata.size());
            metadata.forEach((key, value) -> out.begin().text(1, key).text(2, value).end());
        }
        out.text(6, "TrActor").stop();
    }

    private static void schema(ThriftCompact out, ParquetColumn column) {
        out.begin().i32(1, column.type().physical).i32(3, OPTIONAL).text(4, column.name());
        switch (column.type()) {
            case TEXT -> out.i32(6, CONVERTED_UTF8).begin(10).begin(LOGICAL_STRING).end().end();
            case TIMESTAMP -> out.i32(6, CONVERTED_TIMESTAMP_MICROS)
                    .begin(10).begin(LOGICAL_TIMESTAMP).bool(1, true).begin(2).begin(UNIT_MICROS).end().end().end().end();
            case INT32, INT64, DOUBLE -> { }
        }
        out.end();
    }

    private void write(byte[] bytes, int length) {
        sink.write(bytes, length);
        position += length;
    }
}
