package dev.tractor.stats.geo;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// An IP address, known by its bytes: every way of writing it is equal.
public final class IpAddress {
    /// Four decimal numbers without leading zeros; their range is left to the parser.
    private static final Pattern DOTTED_QUAD = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    /// No zone: an address of a capture has none.
    private static final Pattern COLON_FORM = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final int IPV6_BYTES = 16;
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
