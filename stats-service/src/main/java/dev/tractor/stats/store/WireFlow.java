package dev.tractor.stats.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tractor.contracts.v1.ClassifiedFlow;
import dev.tractor.contracts.v1.Counters;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A view of a [ClassifiedFlow] where it lies. It is read again and again; its texts are begin and end in the bytes.
public final class WireFlow {
    private static final int FIELDS = ClassifiedFlow.SYMPTOMS_FIELD_NUMBER + 1;

    /// Numbers and bounds by field.
    private final long[] numbers = new long[FIELDS];
    private final int[] begins = new int[FIELDS];
    private final int[] ends = new int[FIELDS];
    private final WireFields fields = new WireFields();
    private final WireCounters forward = new WireCounters();
    private final WireCounters backward = new WireCounters();
    private byte[] bytes;

    /// @param to behind its last byte
    public void read(byte[] message, int from, int to) throws InvalidProtocolBufferException {
        bytes = message;
        Arrays.fill(numbers, 0);
        Arrays.fill(begins, 0);
        Arrays.fill(ends, 0);
        fields.of(message, from, to);
        while (fields.next()) {
            int field = fields.field();
            if (field < FIELDS) {
                numbers[field] = fields.number();
                begins[field] = fields.begin();
                ends[field] = fields.end();
            }
        }
        forward.read(message, begins[ClassifiedFlow.FORWARD_FIELD_NUMBER], ends[ClassifiedFlow.FORWARD_FIELD_NUMBER]);
        backward.read(message, begins[ClassifiedFlow.BACKWARD_FIELD_NUMBER], ends[ClassifiedFlow.BACKWARD_FIELD_NUMBER]);
    }

    /// A view of [Counters]; 0 for what is not there.
    public static final class WireCounters {
        private final WireFields fields = new WireFields();
        private long packets;
        private long bytes;
        private long payload;
        private int tcpFlags;

        private void read(byte[] message, int from, int to) throws InvalidProtocolBufferException {
            packets = 0;
            bytes = 0;
            payload = 0;
            tcpFlags = 0;
            fields.of(message, from, to);
            while (fields.next()) {
                switch (fields.field()) {
                    case Counters.PACKETS_FIELD_NUMBER -> packets = fields.number();
                    case Counters.BYTES_FIELD_NUMBER -> bytes = fields.number();
                    case Counters.PAYLOAD_FIELD_NUMBER -> payload = fields.number();
                    case Counters.TCP_FLAGS_FIELD_NUMBER -> tcpFlags = (int) fields.number();
                    default -> { }
                }
            }
        }

        public long packets() {
            return packets;
        }

        public long bytes() {
            return bytes;
        }

        public long payload() {
            return payload;
        }

        public int tcpFlags() {
            return tcpFlags;
        }
    }

    public WireCounters forward() {
        return forward;
    }

    public WireCounters backward() {
        return backward;
    }

    /// In which all lies.
    public byte[] bytes() {
        return bytes;
    }

    /// A number of 64 bits; 0 when it is not there.
    ///
    /// @param field one of [ClassifiedFlow]
    public long number(int field) {
        return numbers[field];
    }

    /// A number of 32 bits, or the bits of a fraction.
    public int integer(int field) {
        return (int) numbers[field];
    }

    public float fraction(int field) {
        return Float.intBitsToFloat(integer(field));
    }

    /// Of a text or an address.
    public int begin(int field) {
        return begins[field];
    }

    /// 0 when it is not there.
    public int length(int field) {
        return ends[field] - begins[field];
    }

    public String text(int field) {
        return new String(bytes, begins[field], length(field), StandardCharsets.UTF_8);
    }

    public long ordinal() {
        return numbers[ClassifiedFlow.ORDINAL_FIELD_NUMBER];
    }

    public long packets() {
        return forward.packets + backward.packets;
    }
}
