package dev.tractor.stats.columns;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Whole numbers, one for each flow of a segment. Stored as width in bytes (0, 1, 2, 4 or 8), least, greatest, and the distance of each from the least, little-endian.
public sealed interface Numbers {
    int HEADER_BYTES = Byte.BYTES + 2 * Long.BYTES;

    long get(int row);

    /// None of them is less.
    long least();

    /// None of them is greater.
    long greatest();

    /// The numbers of rows `from` to `from + count - 1`.
    default void read(int from, int count, long[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = get(from + i);
        }
    }

    record Constant(long least) implements Numbers {
        @Override
        public long get(int row) {
            return least;
        }

        @Override
        public long greatest() {
            return least;
        }
    }

    record Bytes(long least, long greatest, byte[] distances) implements Numbers {
        @Override
        public long get(int row) {
            return least + (distances[row] & 0xFF);
        }

        @Override
        public void read(int from, int count, long[] into) {
            for (int i = 0; i < count; i++) {
                into[i] = least + (distances[from + i] & 0xFF);
            }
        }
    }

    record Shorts(long least, long greatest, char[] distances) implements Numbers {
        @Override
        public long get(int row) {
            return least + distances[row];
        }

        @Override
        public void read(int from, int count, long[] into) {
            for (int i = 0; i < count; i++) {
                into[i] = least + distances[from + i];
            }
        }
    }

    record Ints(long least, long greatest, int[] distances) implements Numbers {
        @Override
        public long get(int row) {
            return least + Integer.toUnsignedLong(distances[row]);
        }

        @Override
        public void read(int from, int count, long[] into) {
            for (int i = 0; i < count; i++) {
                into[i] = least + Integer.toUnsignedLong(distances[from + i]);
            }
        }
    }

    record Longs(long least, long greatest, long[] distances) implements Numbers {
        @Override
        public long get(int row) {
            return least + distances[row];
        }

        @Override
        public void read(int from, int count, long[] into) {
            for (int i = 0; i < count; i++) {
                into[i] = least + distances[from + i];
            }
        }
    }

    /// The number and that of the row: what counts up is a constant.
    record Counting(Numbers numbers, int rows) implements Numbers {
        @Override
        public long get(int row) {
            return numbers.get(row) + row;
        }

        @Override
        public long least() {
            return get(0);
        }

        @Override
        public long greatest() {
            return get(rows - 1);
        }
    }

    record Sum(Numbers one, Numbers other) implements Numbers {
        @Override
        public long get(int row) {
            return one.get(row) + other.get(row);
        }

        @Override
        public long least() {
            return one.least() + other.least();
        }

        @Override
        public long greatest() {
            return one.greatest() + other.greatest();
        }
    }

    /// Of a part from its whole.
    record Rest(Numbers whole, Numbers part) implements Numbers {
        @Override
        public long get(int row) {
            return whole.get(row) - part.get(row);
        }

        @Override
        public long least() {
            return Math.max(0, whole.least() - part.greatest());
        }

        @Override
        public long greatest() {
            return whole.greatest() - part.least();
        }
    }

    /// @param stored at the first byte of the numbers; afterwards behind them
    static Numbers decode(ByteBuffer stored, int rows) {
        stored.order(ByteOrder.LITTLE_ENDIAN);
        int width = stored.get();
        long least = stored.getLong();
        long greatest = stored.getLong();
        ByteBuffer distances = stored.slice(stored.position(), rows * width).order(ByteOrder.LITTLE_ENDIAN);
        stored.position(stored.position() + rows * width);
        return switch (width) {
            case 0 -> new Constant(least);
            case Byte.BYTES -> {
                byte[] bytes = new byte[rows];
                distances.get(bytes);
                yield new Bytes(least, greatest, bytes);
            }
            case Short.BYTES -> {
                char[] shorts = new char[rows];
                distances.asCharBuffer().get(shorts);
                yield new Shorts(least, greatest, shorts);
            }
            case Integer.BYTES -> {
                int[] ints = new int[rows];
                distances.asIntBuffer().get(ints);
                yield new Ints(least, greatest, ints);
            }
            case Long.BYTES -> {
                long[] longs = new long[rows];
                distances.asLongBuffer().get(longs);
                yield new Longs(least, greatest, longs);
            }
            default -> throw new IllegalArgumentException("numbers of " + width + " bytes");
        };
    }

    /// @param rows at least one
    static byte[] encode(long[] numbers, int rows) {
        long least = numbers[0];
        long greatest = numbers[0];
        for (int row = 1; row < rows; row++) {
            least = Math.min(least, numbers[row]);
            greatest = Math.max(greatest, numbers[row]);
        }
        int width = width(greatest - least);
        ByteBuffer stored = ByteBuffer.allocate(HEADER_BYTES + rows * width).order(ByteOrder.LITTLE_ENDIAN);
        stored.put((byte) width).putLong(least).putLong(greatest);
        for (int row = 0; row < rows; row++) {
            long distance = numbers[row] - least;
            switch (width) {
                case Byte.BYTES -> stored.put((byte) distance);
                case Short.BYTES -> stored.putShort((short) distance);
                case Integer.BYTES -> stored.putInt((int) distance);
                case Long.BYTES -> stored.putLong(distance);
                default -> { }
            }
        }
        return stored.array();
    }

    /// @param distance wrapped around when it takes more than 63 bits
    private static int width(long distance) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(distance);
        return bits == 0 ? 0 : bits <= 8 ? Byte.BYTES : bits <= 16 ? Short.BYTES : bits <= 32 ? Integer.BYTES : Long.BYTES;
    }
}
