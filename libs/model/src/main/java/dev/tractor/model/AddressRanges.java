package dev.tractor.model;

import dev.tractor.vocabulary.AddressNumbers;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.BitSet;

/// Labels by address range; the longest prefix wins. A lookup costs one step per prefix length in use, whatever the number of ranges.
final class AddressRanges {
    private static final int FIRST_CAPACITY = 64;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final int HALF_V4 = Integer.SIZE / 2;

    /// An IPv4 or IPv6 network. Its address is a number of 128 bits, an IPv4 one the lowest 32 of them.
    private record Range(int addressBytes, int prefix, long high, long low) {
        /// @param text `192.0.2.0/24`, `2001:db8::/32`
        /// @throws IllegalArgumentException when it is none, or its host part is not zero
        static Range of(String text) {
            int slash = text.indexOf('/');
            if (slash < 0) {
                throw new IllegalArgumentException("no prefix length");
            }
            byte[] address = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
            int prefix = Integer.parseInt(text.substring(slash + 1));
            Range range = new Range(address.length, prefix, AddressNumbers.high(address), AddressNumbers.low(address));
            if (prefix < 1 || prefix > Byte.SIZE * address.length || !range.equals(range.masked(prefix))) {
                throw new IllegalArgumentException("prefix length or host part");
            }
            return range;
        }

        Range masked(int bits) {
            int rest = Byte.SIZE * addressBytes - bits;
            return new Range(addressBytes, bits, maskedHigh(high, rest), maskedLow(low, rest));
        }
    }

    /// Open addressing, at most half full.
    private Range[] ranges = new Range[FIRST_CAPACITY];
    private Label[] labels = new Label[FIRST_CAPACITY];
    private int count;
    /// Prefix lengths in use, the longest first.
    private int[] prefixesV4 = {};
    private int[] prefixesV6 = {};
    /// A bit for each first half of an IPv4 address with which one in a range begins: most addresses are in none, and need not be looked for.
    private final BitSet halvesV4 = new BitSet(1 << HALF_V4);

    /// @param range as [Range#of] takes it
    /// @return the label that has the range already, or null
    /// @throws IllegalArgumentException when it is no range
    Label put(String range, Label label) {
        return put(Range.of(range), label);
    }

    private Label put(Range range, Label label) {
        int place = place(range.addressBytes, range.prefix, range.high, range.low);
        if (ranges[place] != null) {
            return labels[place];
        }
        ranges[place] = range;
        labels[place] = label;
        if (range.addressBytes == 4) {
            prefixesV4 = with(prefixesV4, range.prefix);
            int half = (int) (range.low >>> HALF_V4);
            halvesV4.set(half, half + (1 << Math.max(0, HALF_V4 - range.prefix)));
        } else {
            prefixesV6 = with(prefixesV6, range.prefix);
        }
        if (2 * ++count > ranges.length) {
            grow();
        }
        return null;
    }

    private static int[] with(int[] prefixes, int prefix) {
        int place = 0;
        while (place < prefixes.length && prefixes[place] > prefix) {
            place++;
        }
        if (place < prefixes.length && prefixes[place] == prefix) {
            return prefixes;
        }
        int[] longer = Arrays.copyOf(prefixes, prefixes.length + 1);
        System.arraycopy(prefixes, place, longer, place + 1, prefixes.length - place);
        longer[place] = prefix;
        return longer;
    }

    private void grow() {
        Range[] oldRanges = ranges;
        Label[] oldLabels = labels;
        ranges = new Range[2 * oldRanges.length];
        labels = new Label[ranges.length];
        for (int i = 0; i < oldRanges.length; i++) {
            if (oldRanges[i] != null) {
                int place = place(oldRanges[i].addressBytes, oldRanges[i].prefix, oldRanges[i].high, oldRanges[i].low);
                ranges[place] = oldRanges[i];
                labels[place] = oldLabels[i];
            }
        }
    }

    /// Where that range is, or would be.
    private int place(int addressBytes, int prefix, long high, long low) {
        int mask = ranges.length - 1;
        long hash = ((high * MULTIPLIER ^ low) * MULTIPLIER ^ prefix) * MULTIPLIER;
        int place = (int) (hash >>> Integer.SIZE) & mask;
        for (Range range = ranges[place]; range != null; range = ranges[place]) {
            if (range.low == low && range.high == high && range.prefix == prefix && range.addressBytes == addressBytes) {
                return place;
            }
            place = place + 1 & mask;
        }
        return place;
    }

    /// Null when no range holds the address.
    ///
    /// @param address 4 or 16 bytes
    Label of(byte[] address) {
        return longest(address.length, AddressNumbers.high(address), AddressNumbers.low(address), Byte.SIZE * address.length);
    }

    /// The label of the longest range around this one; null when there is none.
    ///
    /// @param range as [#put] took it
    Label around(String range) {
        Range inner = Range.of(range);
        return longest(inner.addressBytes, inner.high, inner.low, inner.prefix - 1);
    }

    private Label longest(int addressBytes, long high, long low, int maxPrefix) {
        if (addressBytes == 4 && !halvesV4.get((int) (low >>> HALF_V4))) {
            return null;
        }
        for (int prefix : addressBytes == 4 ? prefixesV4 : prefixesV6) {
            if (prefix <= maxPrefix) {
                int rest = Byte.SIZE * addressBytes - prefix;
                Label label = labels[place(addressBytes, prefix, maskedHigh(high, rest), maskedLow(low, rest))];
                if (label != null) {
                    return label;
                }
            }
        }
        return null;
    }

    /// @param rest bits of the address that are not the network's
    private static long maskedHigh(long high, int rest) {
        return rest <= Long.SIZE ? high : high & -1L << rest - Long.SIZE;
    }

    private static long maskedLow(long low, int rest) {
        return rest >= Long.SIZE ? 0 : low & -1L << rest;
    }
}
