package dev.tractor.flow;

import static dev.tractor.flow.Handshakes.join;
import static dev.tractor.flow.Handshakes.u8;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// X.509 certificates for tests (RFC 5280), without keys or signatures that are any.
final class Certificates {
    private Certificates() {}

    private static byte[] element(int tag, byte[]... parts) {
        byte[] content = join(parts);
        byte[] length = content.length < 128 ? u8(content.length) : new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        return join(u8(tag), length, content);
    }

    private static byte[] text(int tag, String text) {
        return element(tag, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] attribute(int type, String value) {
        return element(0x31, element(0x30, element(0x06, new byte[] {0x55, 4, (byte) type}), text(0x0C, value)));
    }

    /// One that no other name stands in.
    static byte[] withoutNames(String subject) {
        return of(subject, "CA", "");
    }

    /// @param organisation of the issuer; empty for none
    static byte[] of(String subject, String issuer, String organisation, String... names) {
        byte[] version = element(0xA0, element(0x02, u8(2)));
        byte[] algorithm = element(0x30, element(0x06, new byte[] {0x2A, 3}));
        byte[] issuerName = element(0x30, attribute(6, "DE"), organisation.isEmpty() ? new byte[0] : attribute(10, organisation), attribute(3, issuer));
        byte[] validity = element(0x30, text(0x17, "240131000000Z"), text(0x18, "20501231235959Z"));
        byte[] alternative = element(0x30, join(Arrays.stream(names).map(name -> text(0x82, name)).toArray(byte[][]::new)), element(0x87, new byte[4]));
        byte[] constraints = element(0x30, element(0x06, new byte[] {0x55, 0x1D, 0x13}), element(0x01, u8(0xFF)), element(0x04, element(0x30)));
        byte[] extensions = element(0xA3, element(0x30, constraints, element(0x30, element(0x06, new byte[] {0x55, 0x1D, 0x11}), element(0x04, alternative))));
        byte[] key = element(0x30, algorithm, element(0x03, new byte[270]));
        byte[] content = element(0x30, version, element(0x02, new byte[] {1, 2, 3}), algorithm, issuerName, validity, element(0x30, attribute(3, subject)), key, extensions);
        return element(0x30, content, algorithm, element(0x03, new byte[256]));
    }
}
