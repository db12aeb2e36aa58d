package dev.tractor.cli;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A pcap of Ethernet frames, written byte by byte: magic a1b2c3d4 in little-endian order, version 2.4, snapshot length 8192.
final class PcapBytes {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int ACK = 16;

    private static final int UDP = 17;
    private static final int TCP = 6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PcapBytes() {
        out.writeBytes(littleEndian(24).putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(8192).putInt(1).array());
    }

    PcapBytes udp(long micros, String source, int sourcePort, String destination, int destinationPort, String payload) {
        byte[] data = payload.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer datagram = ByteBuffer.allocate(8 + data.length)
                .putShort((short) sourcePort).putShort((short) destinationPort).putShort((short) (8 + data.length)).putShort((short) 0).put(data);
        return ipv4(micros, UDP, source, destination, datagram.array());
    }

    PcapBytes tcp(long micros, String source, int sourcePort, String destination, int destinationPort, int flags, int sequence, int acknowledged, String payload) {
        byte[] data = payload.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer segment = ByteBuffer.allocate(20 + data.length)
                .putShort((short) sourcePort).putShort((short) destinationPort).putInt(sequence).putInt(acknowledged).put((byte) 0x50).put((byte) flags)
                .putShort((short) 0xFFFF).putInt(0).put(data);
        return ipv4(micros, TCP, source, destination, segment.array());
    }

    /// An ARP frame: no IP.
    PcapBytes arp(long micros) {
        byte[] frame = new byte[42];
        frame[12] = 0x08;
        frame[13] = 0x06;
        return frame(micros, frame);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private PcapBytes ipv4(long micros, int protocol, String source, String destination, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + 20 + payload.length).put(new byte[12]).putShort((short) 0x0800);
        frame.put((byte) 0x45).put((byte) 0).putShort((short) (20 + payload.length)).putInt(0).put((byte) 64).put((byte) protocol).putShort((short) 0);
        frame.put(address(source)).put(address(destination)).put(payload);
        return frame(micros, frame.array());
    }

    private PcapBytes frame(long micros, byte[] frame) {
        out.writeBytes(littleEndian(16).putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000)).putInt(frame.length).putInt(frame.length).array());
        out.writeBytes(frame);
        return this;
    }

    private static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] address(String text) {
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
