package dev.tractor.stats.columns;

import dev.tractor.contracts.v1.ClassifiedFlow;
import dev.tractor.flow.Symptom;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.store.BatchPart;
import dev.tractor.stats.store.Text;
import dev.tractor.stats.store.WireFlow;
import dev.tractor.vocabulary.EndReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Collects the flows of a segment, row by row in the order of the capture, and encodes them column by column.
final class SegmentBuilder {
    /// Of a flow without a session.
    static final long NONE = -1;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /// So codes take at most two bytes, and what is held of a segment while it is built or read is bounded.
    static final int MAX_ROWS = BatchPart.FLOWS;
    /// Bits of a row's number, for which an order leaves room beside the value.
    private static final int ROW_BITS = Integer.numberOfTrailingZeros(MAX_ROWS);

    private static final byte[] NO_TEXT = {};
    /// By their number in IPFIX; null for a number without a name.
    private static final byte[][] END_REASONS = new byte[1 << Byte.SIZE][];

    static {
        for (EndReason reason : EndReason.values()) {
            END_REASONS[reason.ipfix()] = reason.label().getBytes(StandardCharsets.UTF_8);
        }
    }

    private final Function<IpAddress, String> countries;
    /// By the place of [Column] among all; null for what is made of others.
    private final long[][] numbers = new long[Column.values().length][];
    private final Interner[] values = new Interner[Column.values().length];
    private final byte[] wide = new byte[Long.BYTES];
    private int rows;

    /// @param countries by address
    SegmentBuilder(Function<IpAddress, String> countries) {
        this.countries = countries;
        for (Column column : Column.values()) {
            if (column.source() == null) {
                numbers[column.ordinal()] = new long[MAX_ROWS];
                if (column.kind().isCoded()) {
                    values[column.ordinal()] = new Interner();
                }
            }
        }
    }

    int rows() {
        return rows;
    }

    /// @param session to which it belongs, or [#NONE]
    void add(WireFlow flow, long session) {
        put(Column.ORDINAL, flow.ordinal() - rows);
        put(Column.START, flow.number(ClassifiedFlow.START_NANOS_FIELD_NUMBER));
        put(Column.DURATION, flow.number(ClassifiedFlow.DURATION_NANOS_FIELD_NUMBER));
        put(Column.PACKETS, flow.packets());
        put(Column.PACKETS_FWD, flow.forward().packets());
        put(Column.BYTES, flow.forward().bytes() + flow.backward().bytes());
        put(Column.BYTES_FWD, flow.forward().bytes());
        put(Column.DECIDED_AFTER, flow.integer(ClassifiedFlow.DECIDED_AFTER_FIELD_NUMBER));
        value(Column.SRC_IP, flow, ClassifiedFlow.CLIENT_ADDRESS_FIELD_NUMBER);
        value(Column.DST_IP, flow, ClassifiedFlow.SERVER_ADDRESS_FIELD_NUMBER);
        number(Column.SRC_PORT, flow.integer(ClassifiedFlow.CLIENT_PORT_FIELD_NUMBER));
        number(Column.DST_PORT, flow.integer(ClassifiedFlow.SERVER_PORT_FIELD_NUMBER));
        number(Column.PROTOCOL, flow.integer(ClassifiedFlow.PROTOCOL_FIELD_NUMBER));
        if (session != NONE) {
            number(Column.SESSION, session);
        }
        fraction(Column.CONFIDENCE, flow.integer(ClassifiedFlow.CONFIDENCE_FIELD_NUMBER));
        if (flow.length(ClassifiedFlow.TRAFFIC_CLASS_FIELD_NUMBER) > 0) {
            fraction(Column.TRAFFIC_CLASS_CONFIDENCE, flow.integer(ClassifiedFlow.TRAFFIC_CLASS_CONFIDENCE_FIELD_NUMBER));
        }
        made(Column.END_REASON, END_REASONS[flow.integer(ClassifiedFlow.END_REASON_FIELD_NUMBER)]);
        int symptoms = flow.integer(ClassifiedFlow.SYMPTOMS_FIELD_NUMBER);
        made(Column.SYMPTOMS, symptoms == 0 ? null : Symptom.labels(symptoms).getBytes(StandardCharsets.UTF_8));
        text(Column.LABEL, flow, ClassifiedFlow.LABEL_FIELD_NUMBER);
        text(Column.GROUP, flow, ClassifiedFlow.LABEL_GROUP_FIELD_NUMBER);
        text(Column.METHOD, flow, ClassifiedFlow.METHOD_FIELD_NUMBER);
        if (flow.length(ClassifiedFlow.COMMENT_FIELD_NUMBER) > 0) {
            text(Column.COMMENT, flow, ClassifiedFlow.COMMENT_FIELD_NUMBER);
        } else {
            put(Column.COMMENT, values[Column.COMMENT.ordinal()].code(NO_TEXT));
        }
        text(Column.APPLICATION_PROTOCOL, flow, ClassifiedFlow.APPLICATION_PROTOCOL_FIELD_NUMBER);
        text(Column.TRAFFIC_CLASS, flow, ClassifiedFlow.TRAFFIC_CLASS_FIELD_NUMBER);
        text(Column.DOMAIN, flow, ClassifiedFlow.DOMAIN_FIELD_NUMBER);
        text(Column.USER_AGENT, flow, ClassifiedFlow.USER_AGENT_FIELD_NUMBER);
        rows++;
    }

    private void put(Column column, long number) {
        numbers[column.ordinal()][rows] = number;
    }

    private void number(Column column, long number) {
        LONG.set(wide, 0, number);
        put(column, values[column.ordinal()].code(wide, 0, Long.BYTES));
    }

    private void fraction(Column column, int bits) {
        INT.set(wide, 0, bits);
        put(column, values[column.ordinal()].code(wide, 0, Integer.BYTES));
    }

    private void value(Column column, WireFlow flow, int field) {
        put(column, values[column.ordinal()].code(flow.bytes(), flow.begin(field), flow.length(field)));
    }

    /// An empty one is none.
    private void text(Column column, WireFlow flow, int field) {
        int length = flow.length(field);
        if (length > 0 && hasNul(flow.bytes(), flow.begin(field), length)) {
            made(column, Text.storable(flow.text(field)).getBytes(StandardCharsets.UTF_8));
        } else if (length > 0) {
            value(column, flow, field);
        }
    }

    private static boolean hasNul(byte[] bytes, int begin, int length) {
        for (int i = begin; i < begin + length; i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /// @param text null for none
    private void made(Column column, byte[] text) {
        if (text != null && text.length > 0) {
            put(column, values[column.ordinal()].code(text));
        }
    }

    byte[] encode(Column column) {
        return switch (column.kind()) {
            case COUNTING, NUMBER -> Numbers.encode(numbers[column.ordinal()], rows);
            case CODED_NUMBER, FRACTION, ADDRESS, TEXT -> Coded.encode(numbers[column.ordinal()], rows, values[column.ordinal()].dictionary());
            case COUNTRY -> countries(column.source());
            case ORDER -> Numbers.encode(order(numbers[column.source().ordinal()]), rows);
        };
    }

    private byte[] countries(Column addresses) {
        Dictionary ips = values[addresses.ordinal()].dictionary();
        Interner names = new Interner();
        int[] ofAddress = new int[ips.codes()];
        for (int code = 1; code < ofAddress.length; code++) {
            ofAddress[code] = names.code(countries.apply(IpAddress.of(ips.bytes(code))).getBytes(StandardCharsets.UTF_8));
        }
        long[] codes = new long[rows];
        for (int row = 0; row < rows; row++) {
            codes[row] = ofAddress[(int) numbers[addresses.ordinal()][row]];
        }
        return Coded.encode(codes, rows, names.dictionary());
    }

    private long[] order(long[] by) {
        long least = Arrays.stream(by, 0, rows).min().orElse(0);
        long greatest = Arrays.stream(by, 0, rows).max().orElse(0);
        long distance = greatest - least;
        if (distance < 0 || distance >= 1L << Long.SIZE - 1 - ROW_BITS) {
            return IntStream.range(0, rows).boxed().sorted(Comparator.comparingLong(row -> by[row])).mapToLong(Integer::longValue).toArray();
        }
        long[] order = new long[rows];
        for (int row = 0; row < rows; row++) {
            order[row] = by[row] - least << ROW_BITS | row;
        }
        Arrays.sort(order);
        for (int row = 0; row < rows; row++) {
            order[row] &= MAX_ROWS - 1;
        }
        return order;
    }
}
