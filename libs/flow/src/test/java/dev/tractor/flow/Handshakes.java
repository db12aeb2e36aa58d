package dev.tractor.flow;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Messages of TLS for tests, from the outside in: `records(…, message(…, clientHello(…, extension(…))))`.
final class Handshakes {
    static final int CLIENT_HELLO = 1;
    static final int SERVER_HELLO = 2;
    static final int CERTIFICATE = 11;
    static final int SERVER_HELLO_DONE = 14;

    private Handshakes() {}

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] u8(int value) {
        return new byte[] {(byte) value};
    }

    static byte[] u16(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    static byte[] u24(int value) {
        return new byte[] {(byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }

    /// The parts behind their length of two bytes.
    static byte[] vector(byte[]... parts) {
        byte[] content = join(parts);
        return join(u16(content.length), content);
    }

    static byte[] vector8(byte[]... parts) {
        byte[] content = join(parts);
        return join(u8(content.length), content);
    }

    static byte[] extension(int type, byte[]... body) {
        return join(u16(type), vector(body));
    }

    static byte[] serverName(String host) {
        return extension(0, vector(u8(0), vector(host.getBytes(StandardCharsets.US_ASCII))));
    }

    static byte[] alpn(String... protocols) {
        return extension(16, vector(Arrays.stream(protocols).map(name -> vector8(name.getBytes(StandardCharsets.US_ASCII))).toArray(byte[][]::new)));
    }

    static byte[] supportedVersions(int... versions) {
        return extension(43, vector8(u16(versions)));
    }

    static byte[] groups(int... groups) {
        return extension(10, vector(u16(groups)));
    }

    static byte[] pointFormats(int... formats) {
        byte[] bytes = new byte[formats.length];
        for (int i = 0; i < formats.length; i++) {
            bytes[i] = (byte) formats[i];
        }
        return extension(11, vector8(bytes));
    }

    static byte[] signatureAlgorithms(int... algorithms) {
        return extension(13, vector(u16(algorithms)));
    }

    static byte[] clientHello(int version, int[] ciphers, byte[]... extensions) {
        return join(u16(version), new byte[32], u8(0), vector(u16(ciphers)), vector8(u8(0)), vector(extensions));
    }

    static byte[] serverHello(int version, int cipher, byte[]... extensions) {
        return join(u16(version), new byte[32], u8(0), u16(cipher), u8(0), vector(extensions));
    }

    /// The server's own certificate and one that issued it.
    static byte[] certificates(byte[] own) {
        byte[] chain = join(u24(own.length), own, u24(300), new byte[300]);
        return join(u24(chain.length), chain);
    }

    static byte[] message(int type, byte[] body) {
        return join(u8(type), u24(body.length), body);
    }

    /// The messages in handshake records of at most `recordLength` bytes.
    static byte[] records(int recordLength, byte[]... messages) {
        byte[] content = join(messages);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < content.length; at += recordLength) {
            byte[] part = Arrays.copyOfRange(content, at, Math.min(content.length, at + recordLength));
            out.writeBytes(join(u8(22), u16(0x0301), vector(part)));
        }
        return out.toByteArray();
    }

    /// A DTLS record with a fragment of a message.
    static byte[] fragment(int type, byte[] body, int from, int to) {
        byte[] message = join(u8(type), u24(body.length), u16(0), u24(from), u24(to - from), Arrays.copyOfRange(body, from, to));
        return join(u8(22), u16(0xFEFD), new byte[8], vector(message));
    }
}
