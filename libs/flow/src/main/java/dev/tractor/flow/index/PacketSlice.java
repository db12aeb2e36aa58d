package dev.tractor.flow.index;

import dev.tractor.flow.index.PacketIndexReader.Block;
import dev.tractor.packet.SliceWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Copies the packets of some flows out of a capture into a pcapng, in the order of the capture, holding the places of 65,536 packets and one packet. For one thread.
public final class PacketSlice {
    /// Places that are put in order before they are read: only fragments are told out of the capture's order, and by far less than these.
    private static final int BATCH_PACKETS = 1 << 16;
    /// Bytes between two packets that are read over rather than left out by another read, which costs about as much.
    private static final int MAX_GAP_BYTES = 1 << 18;

    private final CaptureBytes capture;
    private final SliceWriter writer;
    private final List<Block> blocks;
    private final long[] offsets = new long[BATCH_PACKETS];
    private final int[] lengths = new int[BATCH_PACKETS];
    private int waiting;
    private long packets;
    /// Index of the open section's header among the blocks.
    private int section = -1;
    private byte[] record = new byte[1 << 16];

    private PacketSlice(CaptureBytes capture, SliceWriter writer, List<Block> blocks) {
        this.capture = capture;
        this.writer = writer;
        this.blocks = blocks;
    }

    /// @param out stays open
    /// @return how many packets were copied
    public static long copy(PacketIndexReader index, FlowSet flows, CaptureBytes capture, OutputStream out) throws IOException {
        SliceWriter writer = SliceWriter.of(read(capture, 0, SliceWriter.HEAD_BYTES), out);
        PacketSlice slice = new PacketSlice(capture, writer, writer.hasSections() ? index.blocks() : List.of());
        index.visit(flows, slice::add);
        slice.copyWaiting();
        return slice.packets;
    }

    private void add(long offset, int length) throws IOException {
        if (waiting == BATCH_PACKETS) {
            copyWaiting();
        }
        offsets[waiting] = offset;
        lengths[waiting++] = length;
    }

    private void copyWaiting() throws IOException {
        sortWaiting();
        List<Integer> ends = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        for (int from = 0; from < waiting; from = ends.getLast()) {
            ends.add(spanFrom(from));
            spans.add(span(from, ends.getLast()));
        }
        capture.expect(spans);
        int from = 0;
        for (int end : ends) {
            openSection(offsets[from]);
            copySpan(from, end);
            from = end;
        }
        packets += waiting;
        waiting = 0;
    }

    private void sortWaiting() {
        boolean sorted = true;
        for (int i = 1; i < waiting && sorted; i++) {
            sorted = offsets[i - 1] <= offsets[i];
        }
        if (sorted) {
            return;
        }
        Integer[] order = new Integer[waiting];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(offsets[a], offsets[b]));
        long[] oldOffsets = Arrays.copyOf(offsets, waiting);
        int[] oldLengths = Arrays.copyOf(lengths, waiting);
        for (int i = 0; i < waiting; i++) {
            offsets[i] = oldOffsets[order[i]];
            lengths[i] = oldLengths[order[i]];
        }
    }

    /// @return behind the last packet that is near the one before it and in the section of the first
    private int spanFrom(int first) {
        long sectionEnd = sectionEnd(sectionOf(offsets[first]));
        int next = first + 1;
        while (next < waiting && offsets[next] < sectionEnd && offsets[next] - (offsets[next - 1] + lengths[next - 1]) <= MAX_GAP_BYTES) {
            next++;
        }
        return next;
    }

    private Span span(int first, int end) {
        return new Span(offsets[first], offsets[end - 1] + lengths[end - 1] - offsets[first]);
    }

    private void copySpan(int first, int end) throws IOException {
        Span span = span(first, end);
        long position = span.offset();
        try (InputStream in = capture.open(position, span.length())) {
            for (int i = first; i < end; i++) {
                in.skipNBytes(offsets[i] - position);
                if (record.length < lengths[i]) {
                    record = new byte[lengths[i]];
                }
                readFully(in, record, lengths[i]);
                writer.packet(record, lengths[i]);
                position = offsets[i] + lengths[i];
            }
        }
    }

    private void openSection(long offset) throws IOException {
        int wanted = sectionOf(offset);
        if (wanted == section) {
            return;
        }
        section = wanted;
        Block header = blocks.get(wanted);
        writer.section(read(capture, header.offset(), Math.min(header.length(), SliceWriter.MAX_SECTION_HEADER_BYTES)));
        for (int i = wanted + 1; i < blocks.size() && !blocks.get(i).isSection(); i++) {
            writer.description(read(capture, blocks.get(i).offset(), blocks.get(i).length()));
        }
    }

    /// @return -1 where there are no sections
    private int sectionOf(long offset) {
        int low = 0;
        int high = blocks.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (blocks.get(middle).offset() <= offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        int at = high;
        while (at >= 0 && !blocks.get(at).isSection()) {
            at--;
        }
        return at;
    }

    private long sectionEnd(int sectionAt) {
        for (int i = sectionAt + 1; i < blocks.size(); i++) {
            if (blocks.get(i).isSection()) {
                return blocks.get(i).offset();
            }
        }
        return Long.MAX_VALUE;
    }

    private static byte[] read(CaptureBytes capture, long offset, int length) throws IOException {
        try (InputStream in = capture.open(offset, length)) {
            byte[] bytes = new byte[length];
            readFully(in, bytes, length);
            return bytes;
        }
    }

    private static void readFully(InputStream in, byte[] into, int length) throws IOException {
        if (in.readNBytes(into, 0, length) < length) {
            throw new EOFException("the capture ends inside a packet");
        }
    }
}
