package dev.tractor.model;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Labels by address range; the longest prefix wins. A lookup costs one step per prefix length in use, whatever the number of ranges.
final class AddressRanges {
    /// An IPv4 or IPv6 network.
    ///
    /// @param bits of the address, whose host part is zero
    record Range(int addressBytes, int prefix, BigInteger bits) {
        /// @param text `192.0.2.0/24`, `2001:db8::/32`
        /// @throws IllegalArgumentException when it is none, or its host part is not zero
        static Range of(String text) {
            int slash = text.indexOf('/');
            if (slash < 0) {
                throw new IllegalArgumentException("no prefix length");
            }
            byte[] address = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
            int prefix = Integer.parseInt(text.substring(slash + 1));
            Range range = new Range(address.length, prefix, new BigInteger(1, address));
            if (prefix < 1 || prefix > 8 * address.length || !masked(range.bits, address.length, prefix).equals(range.bits)) {
                throw new IllegalArgumentException("prefix length or host part");
            }
            return range;
        }
    }

    private final Map<Integer, TreeMap<Integer, Map<BigInteger, Label>>> byLength = new HashMap<>();

    /// @return the label that has the range already, or null
    Label put(Range range, Label label) {
        return byLength.computeIfAbsent(range.addressBytes, _ -> new TreeMap<>(java.util.Comparator.reverseOrder())).computeIfAbsent(range.prefix, _ -> new HashMap<>())
                .putIfAbsent(range.bits, label);
    }

    /// Null when no range holds the address.
    ///
    /// @param address 4 or 16 bytes
    Label of(byte[] address) {
        return longest(address.length, new BigInteger(1, address), 8 * address.length);
    }

    /// The label of the longest range around this one; null when there is none.
    Label around(Range range) {
        return longest(range.addressBytes, range.bits, range.prefix - 1);
    }

    private Label longest(int addressBytes, BigInteger bits, int maxPrefix) {
        TreeMap<Integer, Map<BigInteger, Label>> prefixes = byLength.get(addressBytes);
        if (prefixes == null) {
            return null;
        }
        for (var entry : prefixes.tailMap(maxPrefix).entrySet()) {
            Label label = entry.getValue().get(masked(bits, addressBytes, entry.getKey()));
            if (label != null) {
                return label;
            }
        }
        return null;
    }

    private static BigInteger masked(BigInteger bits, int addressBytes, int prefix) {
        int rest = 8 * addressBytes - prefix;
        return bits.shiftRight(rest).shiftLeft(rest);
    }
}
