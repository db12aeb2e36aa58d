package dev.tractor.flow.evidence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The keys of a client's Initial packets (RFC 9001, 5.2), which everybody can derive who saw the first connection id that the client made up.
final class QuicKeys {
    private static final int SECRET_BYTES = 32;
    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SAMPLE_BYTES = 16;
    /// The sample for header protection is taken as if the packet number had its greatest length.
    private static final int SAMPLE_OFFSET = 4;
    /// RFC 9001, 5.4.1: bits of a long header's first byte that are protected.
    private static final int PROTECTED_BITS = 0x0F;

    /// A look-up of each costs more than its work on one packet.
    private static final ThreadLocal<Engines> ENGINES = ThreadLocal.withInitial(Engines::new);

    private final SecretKeySpec packetKey;
    private final SecretKeySpec headerKey;
    private final byte[] nonce;

    private static final class Engines {
        final Mac mac;
        final Cipher headers;
        final Cipher packets;

        Engines() {
            try {
                mac = Mac.getInstance("HmacSHA256");
                headers = Cipher.getInstance("AES/ECB/NoPadding");
                packets = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new AssertionError("every JDK has HMAC-SHA256 and AES", e);
            }
        }
    }

    private QuicKeys(byte[] packetKey, byte[] headerKey, byte[] nonce) {
        this.packetKey = new SecretKeySpec(packetKey, "AES");
        this.headerKey = new SecretKeySpec(headerKey, "AES");
        this.nonce = nonce;
    }

    /// @param connectionId destination connection id of the client's first packet
    static QuicKeys ofClient(QuicVersion version, byte[] connectionId) {
        try {
            byte[] initial = hmac(version.salt(), connectionId);
            byte[] client = expand(initial, "client in", SECRET_BYTES);
            return new QuicKeys(expand(client, version.labels() + "key", KEY_BYTES), expand(client, version.labels() + "hp", KEY_BYTES), expand(client, version.labels() + "iv", NONCE_BYTES));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("HMAC takes any key", e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = ENGINES.get().mac;
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    /// HKDF-Expand-Label (RFC 8446, 7.1) without a context, of at most one block.
    private static byte[] expand(byte[] secret, String label, int length) throws GeneralSecurityException {
        byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
        byte[] info = new byte[name.length + 5];
        info[1] = (byte) length;
        info[2] = (byte) name.length;
        System.arraycopy(name, 0, info, 3, name.length);
        info[info.length - 1] = 1;
        return Arrays.copyOf(hmac(secret, info), length);
    }

    /// Decrypts a packet.
    ///
    /// @param from where its first byte is
    /// @param numberAt where the packet number begins
    /// @param to where it ends
    /// @return its frames, or null when it is not protected by these keys
    byte[] open(Payload datagram, int from, int numberAt, int to) {
        if (numberAt + SAMPLE_OFFSET + SAMPLE_BYTES > to) {
            return null;
        }
        try {
            byte[] packet = datagram.copy(from, to);
            int number = numberAt - from;
            Engines engines = ENGINES.get();
            engines.headers.init(Cipher.ENCRYPT_MODE, headerKey);
            byte[] mask = engines.headers.doFinal(packet, number + SAMPLE_OFFSET, SAMPLE_BYTES);
            packet[0] ^= (byte) (mask[0] & PROTECTED_BITS);
            int numberBytes = (packet[0] & 3) + 1;
            byte[] ownNonce = nonce.clone();
            for (int i = 0; i < numberBytes; i++) {
                packet[number + i] ^= mask[1 + i];
                ownNonce[NONCE_BYTES - numberBytes + i] ^= packet[number + i];
            }
            int header = number + numberBytes;
            engines.packets.init(Cipher.DECRYPT_MODE, packetKey, new GCMParameterSpec(TAG_BITS, ownNonce));
            engines.packets.updateAAD(packet, 0, header);
            return engines.packets.doFinal(packet, header, packet.length - header);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the packet is long enough for its sample and its tag", e);
        }
    }
}
