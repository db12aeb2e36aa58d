package dev.tractor.stats.geo;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An IP address, known by its bytes: every way of writing it is equal. As PostgreSQL orders them: IPv4 first, then by the bytes.
public final class IpAddress implements Comparable<IpAddress> {
    /// Four decimal numbers without leading zeros; their range is left to the parser.
    private static final Pattern DOTTED_QUAD = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    /// No zone: an address of a capture has none.
    private static final Pattern COLON_FORM = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final int IPV6_BYTES = 16;
    private static final int GROUPS = 8;
    private static final byte[] IPV4_MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Reads an address without asking any name server.
    ///
    /// @throws IllegalArgumentException when the text is no IP address
    public static IpAddress parse(String text) {
        try {
            if (DOTTED_QUAD.matcher(text).matches()) {
                return new IpAddress(Inet4Address.ofLiteral(text).getAddress());
            }
            if (COLON_FORM.matcher(text).matches()) {
                return new IpAddress(unmapped(Inet6Address.ofLiteral(text).getAddress()));
            }
        } catch (IllegalArgumentException e) {
            throw notAnAddress(text);
        }
        throw notAnAddress(text);
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("'" + text + "' is no IP address");
    }

    /// Java turns an IPv4-mapped IPv6 address into an IPv4 one; in a capture they are two hosts.
    private static byte[] unmapped(byte[] parsed) {
        if (parsed.length == IPV6_BYTES) {
            return parsed;
        }
        byte[] mapped = Arrays.copyOf(IPV4_MAPPED_PREFIX, IPV6_BYTES);
        System.arraycopy(parsed, 0, mapped, IPV4_MAPPED_PREFIX.length, parsed.length);
        return mapped;
    }

    /// In a form that PostgreSQL reads: dotted, or eight groups of hexadecimal digits.
    public String text() {
        if (bytes.length == IPV6_BYTES) {
            return HexFormat.of().formatHex(bytes).replaceAll("(.{4})(?!$)", "$1:");
        }
        return toInetAddress().getHostAddress();
    }

    /// @param bytes 4 or 16, network order
    public static IpAddress of(byte[] bytes) {
        return new IpAddress(bytes);
    }

    /// As people read it and PostgreSQL writes it: dotted, or the longest run of two or more zero groups as `::`; what stands for an IPv4 address ends with it.
    public String shortest() {
        if (bytes.length != IPV6_BYTES) {
            return toInetAddress().getHostAddress();
        }
        int from = 0;
        int zeros = 0;
        for (int group = 0; group < GROUPS; group++) {
            int run = zeroGroups(group);
            if (run > zeros) {
                from = group;
                zeros = run;
            }
        }
        if (zeros < 2) {
            return groups(0, GROUPS);
        }
        boolean endsAsIpv4 = from == 0 && (zeros == 6 || zeros == 7 && group(7) != 1 || zeros == 5 && group(5) == 0xFFFF);
        if (endsAsIpv4) {
            return (zeros == 5 ? "::ffff:" : "::") + new IpAddress(Arrays.copyOfRange(bytes, IPV4_MAPPED_PREFIX.length, IPV6_BYTES)).shortest();
        }
        return groups(0, from) + "::" + groups(from + zeros, GROUPS);
    }

    private int group(int index) {
        return (bytes[2 * index] & 0xFF) << Byte.SIZE | bytes[2 * index + 1] & 0xFF;
    }

    /// How many groups from this one on are zero.
    private int zeroGroups(int from) {
        int to = from;
        while (to < GROUPS && group(to) == 0) {
            to++;
        }
        return to - from;
    }

    private String groups(int from, int to) {
        return IntStream.range(from, to).mapToObj(index -> Integer.toHexString(group(index))).collect(Collectors.joining(":"));
    }

    /// 4 or 16, network order.
    public byte[] bytes() {
        return bytes.clone();
    }

    InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes always are an address", e);
        }
    }

    /// Whether it is private (RFC 1918, RFC 4193, formerly site-local), loopback or link-local.
    boolean isPrivate() {
        InetAddress address = toInetAddress();
        return address.isSiteLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || isUniqueLocal(address);
    }

    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
    }

    @Override
    public int compareTo(IpAddress other) {
        return bytes.length == other.bytes.length ? Arrays.compareUnsigned(bytes, other.bytes) : Integer.compare(bytes.length, other.bytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return text();
    }
}
