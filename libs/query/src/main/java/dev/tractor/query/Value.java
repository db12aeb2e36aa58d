package dev.tractor.query;

import java.math.BigDecimal;
import java.util.Arrays;

/// What a field is compared with.
public sealed interface Value {
    /// The flow has any value.
    record Present() implements Value {}

    /// @param pattern in the case in which names of its kind are kept; `*` stands for any characters
    /// @param orUnder whether host names under it fit too
    record Name(String pattern, boolean orUnder) implements Value {
        public boolean hasWildcard() {
            return pattern.indexOf('*') >= 0;
        }
    }

    /// @param part lower case, found anywhere in the text
    record Text(String part) implements Value {}

    /// @param number counts as they are, times and durations in nanoseconds, fractions as they are
    record Number(BigDecimal number) implements Value {}

    /// @param from first that is inside
    /// @param to last that is inside
    record Range(BigDecimal from, BigDecimal to) implements Value {}

    /// @param address 4 or 16 bytes, network order, zero behind the prefix
    /// @param prefix bits that count
    record Network(byte[] address, int prefix) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Network(byte[] bytes, int bits) && bits == prefix && Arrays.equals(bytes, address);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(address) + prefix;
        }

        /// Whether an address of 4 or 16 bytes lies in it.
        public boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = prefix / Byte.SIZE;
            int rest = prefix % Byte.SIZE;
            boolean sameBytes = Arrays.equals(other, 0, whole, address, 0, whole);
            return sameBytes && (rest == 0 || (other[whole] & 0xFF) >>> Byte.SIZE - rest == (address[whole] & 0xFF) >>> Byte.SIZE - rest);
        }
    }
}
