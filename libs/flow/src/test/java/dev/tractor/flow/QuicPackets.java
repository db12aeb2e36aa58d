package dev.tractor.flow;

import static dev.tractor.flow.Handshakes.join;
import static dev.tractor.flow.Handshakes.u16;
import static dev.tractor.flow.Handshakes.u8;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A side that protects Initial packets (RFC 9001, 5), written from the sender's side.
///
/// @param version as it stands in the header
/// @param salt hexadecimal
/// @param labels `quic ` or `quicv2 `
/// @param firstByte with type bits, and a packet number of four bytes
record QuicPackets(int version, String salt, String labels, int firstByte, byte[] connectionId) {
    static final String SALT_1 = "38762cf7f55934b34d179ae6a4c80cadccbb7f0a";
    static final byte[] CONNECTION_ID = Conversation.hex("8394c8f03e515708");

    static QuicPackets version1() {
        return new QuicPackets(1, SALT_1, "quic ", 0xC3, CONNECTION_ID);
    }

    static QuicPackets version2() {
        return new QuicPackets(0x6B3343CF, "0dede3def700a6db819381be6e269dcbf9bd2ed9", "quicv2 ", 0xD3, CONNECTION_ID);
    }

    QuicPackets withConnectionId(byte[] other) {
        return new QuicPackets(version, salt, labels, firstByte, other);
    }

    static byte[] varint(int value) {
        return u16(0x4000 | value);
    }

    static byte[] crypto(int offset, byte[] data) {
        return join(u8(6), varint(offset), varint(data.length), data);
    }

    /// Frames followed by padding.
    static byte[] padded(int length, byte[]... frames) {
        return Arrays.copyOf(join(frames), length);
    }

    /// A packet that carries the frames, under the keys of its own connection id.
    byte[] initial(int number, byte[] frames) {
        return initial(connectionId, new byte[0], number, frames);
    }

    /// @param keyId connection id from which the keys come: that of the client's first packet
    byte[] initial(byte[] keyId, byte[] token, int number, byte[] frames) {
        return initial("client in", keyId, token, number, frames);
    }

    /// What a server sends.
    ///
    /// @param keyId connection id from which the keys come
    byte[] answer(byte[] keyId, int number, byte[] frames) {
        return initial("server in", keyId, new byte[0], number, frames);
    }

    private byte[] initial(String side, byte[] keyId, byte[] token, int number, byte[] frames) {
        try {
            byte[] secret = expand(hmac(Conversation.hex(salt), keyId), side, 32);
            byte[] header = join(u8(firstByte), ByteBuffer.allocate(4).putInt(version).array(), Handshakes.vector8(connectionId), u8(0), u8(token.length), token,
                    varint(4 + frames.length + 16), ByteBuffer.allocate(4).putInt(number).array());
            byte[] nonce = expand(secret, labels + "iv", 12);
            nonce[11] ^= (byte) number;
            Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
            gcm.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(expand(secret, labels + "key", 16), "AES"), new GCMParameterSpec(128, nonce));
            gcm.updateAAD(header);
            byte[] packet = join(header, gcm.doFinal(frames));
            Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
            ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(expand(secret, labels + "hp", 16), "AES"));
            byte[] mask = ecb.doFinal(packet, header.length, 16);
            packet[0] ^= (byte) (mask[0] & 0x0F);
            for (int i = 0; i < 4; i++) {
                packet[header.length - 4 + i] ^= mask[1 + i];
            }
            return packet;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] expand(byte[] secret, String label, int length) throws GeneralSecurityException {
        byte[] info = join(u16(length), Handshakes.vector8(("tls13 " + label).getBytes(StandardCharsets.US_ASCII)), u8(0), u8(1));
        return Arrays.copyOf(hmac(secret, info), length);
    }
}
