package dev.tractor.flow.evidence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The keys of the Initial packets of one side (RFC 9001, 5.2), which everybody can derive who saw the first connection id that the client made up.
final class QuicKeys {
    private static final int SECRET_BYTES = 32;
    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int BLOCK_BYTES = 16;
    /// The counter of the first block of content; 1 is the tag's (NIST SP 800-38D, 7.1).
    private static final int FIRST_COUNTER = 2;
    /// A datagram is hardly longer.
    private static final int MAX_BLOCKS = 4_096;
    private static final int SAMPLE_BYTES = 16;
    /// The sample for header protection is taken as if the packet number had its greatest length.
    private static final int SAMPLE_OFFSET = 4;
    /// RFC 9001, 5.4.1: bits of a long header's first byte that are protected.
    private static final int PROTECTED_BITS = 0x0F;
    /// RFC 9000, 17.2: zero in every packet.
    private static final int RESERVED_BITS = 0x0C;

    /// A look-up of each costs more than its work on one packet.
    private static final ThreadLocal<Engines> ENGINES = ThreadLocal.withInitial(Engines::new);

    private final SecretKeySpec packetKey;
    private final SecretKeySpec headerKey;
    private final byte[] nonce;

    private static final class Engines {
        final Mac mac;
        final Cipher aes;
        final Cipher gcm;

        Engines() {
            try {
                mac = Mac.getInstance("HmacSHA256");
                aes = Cipher.getInstance("AES/ECB/NoPadding");
                gcm = Cipher.getInstance("AES/GCM/NoPadding");
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
        return of(version, connectionId, "client in");
    }

    /// @param connectionId destination connection id of the client's first packet, or of its first one after a Retry
    static QuicKeys ofServer(QuicVersion version, byte[] connectionId) {
        return of(version, connectionId, "server in");
    }

    private static QuicKeys of(QuicVersion version, byte[] connectionId, String side) {
        try {
            byte[] secret = expand(hmac(version.salt(), connectionId), side, SECRET_BYTES);
            return new QuicKeys(expand(secret, version.labels() + "key", KEY_BYTES), expand(secret, version.labels() + "hp", KEY_BYTES), expand(secret, version.labels() + "iv", NONCE_BYTES));
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

    /// Decrypts a packet. What keys of another flow leave is no row of frames, which is cheaper to see than that the tag does not fit.
    ///
    /// @param from where its first byte is
    /// @param numberAt where the packet number begins
    /// @param to where it ends
    /// @param verify whether its tag must be that of its bytes (RFC 9001, 5.3), so that damage is no statement
    /// @return its frames, or null when it is not protected by these keys
    Payload open(Payload datagram, int from, int numberAt, int to, boolean verify) {
        if (numberAt + SAMPLE_OFFSET + SAMPLE_BYTES > to) {
            return null;
        }
        byte[] packet = datagram.copy(from, to);
        int number = numberAt - from;
        byte[] mask = encrypt(headerKey, Arrays.copyOfRange(packet, number + SAMPLE_OFFSET, number + SAMPLE_OFFSET + SAMPLE_BYTES));
        packet[0] ^= (byte) (mask[0] & PROTECTED_BITS);
        int numberBytes = (packet[0] & 3) + 1;
        int content = number + numberBytes;
        int length = packet.length - content - TAG_BYTES;
        if ((packet[0] & RESERVED_BITS) != 0 || length <= 0 || length > MAX_BLOCKS * BLOCK_BYTES) {
            return null;
        }
        byte[] ownNonce = nonce.clone();
        for (int i = 0; i < numberBytes; i++) {
            packet[number + i] ^= mask[1 + i];
            ownNonce[NONCE_BYTES - numberBytes + i] ^= packet[number + i];
        }
        byte[] stream = encrypt(packetKey, counters(ownNonce, (length + BLOCK_BYTES - 1) / BLOCK_BYTES));
        byte[] opened = Arrays.copyOfRange(packet, content, content + length);
        for (int i = 0; i < length; i++) {
            opened[i] ^= stream[i];
        }
        Payload frames = datagram.withBytes(opened, 0, length);
        return QuicFrames.areWellFormed(frames) && (!verify || isAuthentic(packet, content, ownNonce)) ? frames : null;
    }

    /// @param content where the header ends, which is authenticated with it
    private boolean isAuthentic(byte[] packet, int content, byte[] ownNonce) {
        try {
            Cipher gcm = ENGINES.get().gcm;
            gcm.init(Cipher.DECRYPT_MODE, packetKey, new GCMParameterSpec(8 * TAG_BYTES, ownNonce));
            gcm.updateAAD(packet, 0, content);
            gcm.doFinal(packet, content, packet.length - content);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("AES-GCM takes any content with a tag", e);
        }
    }

    private static byte[] counters(byte[] nonce, int count) {
        byte[] blocks = new byte[count * BLOCK_BYTES];
        for (int i = 0; i < count; i++) {
            int at = i * BLOCK_BYTES;
            System.arraycopy(nonce, 0, blocks, at, NONCE_BYTES);
            int counter = FIRST_COUNTER + i;
            blocks[at + NONCE_BYTES + 2] = (byte) (counter >> 8);
            blocks[at + NONCE_BYTES + 3] = (byte) counter;
        }
        return blocks;
    }

    private static byte[] encrypt(SecretKeySpec key, byte[] blocks) {
        try {
            Cipher aes = ENGINES.get().aes;
            aes.init(Cipher.ENCRYPT_MODE, key);
            return aes.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("AES takes whole blocks and a key of 128 bits", e);
        }
    }
}
