package dev.tractor.stats.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Different values under their codes, which count from 1; code 0 is no value. Stored as their number, the end of each and their bytes, little-endian.
public final class Dictionary {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.BIG_ENDIAN);

    /// Behind each code's bytes.
    private final int[] ends;
    private final byte[] bytes;

    Dictionary(int[] ends, byte[] bytes) {
        this.ends = ends;
        this.bytes = bytes;
    }

    /// The greatest code and one more.
    public int codes() {
        return ends.length;
    }

    private int begin(int code) {
        return code == 0 ? 0 : ends[code - 1];
    }

    private int length(int code) {
        return ends[code] - begin(code);
    }

    public byte[] bytes(int code) {
        return Arrays.copyOfRange(bytes, begin(code), ends[code]);
    }

    /// @return 0 for a value that none has
    int code(byte[] value) {
        for (int code = 1; code < codes(); code++) {
            if (Arrays.equals(bytes, begin(code), ends[code], value, 0, value.length)) {
                return code;
            }
        }
        return 0;
    }

    /// Takes a value where it lies.
    @FunctionalInterface
    public interface Taker {
        /// @param bytes not to be changed, from `from` to before `to`
        void take(byte[] bytes, int from, int to);
    }

    public void give(int code, Taker taker) {
        taker.take(bytes, begin(code), ends[code]);
    }

    /// @return null for no value
    public String text(int code) {
        return code == 0 ? null : new String(bytes, begin(code), length(code), StandardCharsets.UTF_8);
    }

    /// Of eight bytes.
    public long number(int code) {
        return (long) LONG.get(bytes, begin(code));
    }

    /// Of four bytes, as IEEE 754 has it.
    public float fraction(int code) {
        return (float) FLOAT.get(bytes, begin(code));
    }

    /// The code of each value in another place, where values that are new get one.
    ///
    /// @return by the codes of here
    public int[] codesIn(Interner other) {
        int[] codes = new int[codes()];
        for (int code = 1; code < codes.length; code++) {
            codes[code] = other.code(bytes, begin(code), length(code));
        }
        return codes;
    }

    /// Bytes of memory.
    int weight() {
        return ends.length * Integer.BYTES + bytes.length;
    }

    static Dictionary decode(ByteBuffer stored) {
        stored.order(ByteOrder.LITTLE_ENDIAN);
        int[] ends = new int[stored.getInt()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = stored.getInt();
        }
        byte[] bytes = new byte[ends[ends.length - 1]];
        stored.get(bytes);
        return new Dictionary(ends, bytes);
    }

    byte[] encode() {
        ByteBuffer stored = ByteBuffer.allocate((ends.length + 1) * Integer.BYTES + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        stored.putInt(ends.length);
        for (int end : ends) {
            stored.putInt(end);
        }
        return stored.put(bytes).array();
    }
}
