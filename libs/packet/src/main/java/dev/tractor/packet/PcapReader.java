package dev.tractor.packet;

import java.io.IOException;
import java.util.List;

/// The pcap format: a file header of 24 bytes, then records of 16 bytes (24 in Kuznetzov's modified form) and the packet.
final class PcapReader extends CaptureReader {
    private static final int MICROSECONDS = 0xA1B2C3D4;
    private static final int NANOSECONDS = 0xA1B23C4D;
    private static final int KUZNETZOV = 0xA1B2CD34;
    static final int FILE_HEADER_LENGTH = 24;
    static final int RECORD_HEADER_LENGTH = 16;
    private static final int KUZNETZOV_HEADER_LENGTH = 24;
    /// The upper bits of the link type field say how long the frame check sequence is.
    private static final int LINK_TYPE_MASK = 0x03FF_FFFF;

    private final boolean littleEndian;
    private final int magic;
    private final int headerLength;
    private final int nanosPerUnit;
    private final CaptureInfo info;

    static boolean isMagic(int bigEndian) {
        int swapped = Integer.reverseBytes(bigEndian);
        return isNative(bigEndian) || isNative(swapped);
    }

    private static boolean isNative(int magic) {
        return magic == MICROSECONDS || magic == NANOSECONDS || magic == KUZNETZOV;
    }

    PcapReader(CaptureInput input, CountingStream stored, String compression) throws IOException {
        super(input, stored, compression);
        if (!input.require(FILE_HEADER_LENGTH)) {
            throw new CaptureFormatException("the pcap header breaks off: " + input.available() + " of " + FILE_HEADER_LENGTH + " bytes", input.available());
        }
        littleEndian = !isNative(input.intAt(0, false));
        magic = input.intAt(0, littleEndian);
        headerLength = magic == KUZNETZOV ? KUZNETZOV_HEADER_LENGTH : RECORD_HEADER_LENGTH;
        nanosPerUnit = magic == NANOSECONDS ? 1 : 1_000;
        String format = switch (magic) {
            case NANOSECONDS -> "pcap (nanoseconds)";
            case KUZNETZOV -> "pcap (Kuznetzov)";
            default -> "pcap";
        };
        linkType = input.intAt(20, littleEndian) & LINK_TYPE_MASK;
        String version = input.shortAt(4, littleEndian) + "." + input.shortAt(6, littleEndian);
        info = new CaptureInfo(format, compression, littleEndian, version, List.of(LinkType.name(linkType)), input.unsignedAt(16, littleEndian));
        input.advance(FILE_HEADER_LENGTH);
    }

    @Override
    public CaptureInfo info() {
        return info;
    }

    @Override
    public boolean next() throws IOException {
        if (!input.require(headerLength)) {
            return input.available() == 0 && input.fault() == null ? false : truncated("a packet's header", headerLength);
        }
        long captured = input.unsignedAt(8, littleEndian);
        if (captured > CaptureInput.MAX_RECORD_LENGTH) {
            return corrupt("a packet of " + captured + " bytes, more than the limit of " + CaptureInput.MAX_RECORD_LENGTH);
        }
        int length = headerLength + (int) captured;
        if (!input.require(length)) {
            return truncated("a packet's record", length);
        }
        recordOffset = input.offset();
        recordLength = length;
        packetStart = input.position() + headerLength;
        capturedLength = (int) captured;
        originalLength = input.unsignedAt(12, littleEndian);
        timeNanos = input.unsignedAt(0, littleEndian) * 1_000_000_000L + input.unsignedAt(4, littleEndian) * nanosPerUnit;
        checkLengths();
        input.advance(length);
        return true;
    }
}
