package dev.tractor.packet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The pcapng format (IETF draft-ietf-opsawg-pcapng): blocks of type, length, body and length again, in sections of either byte order.
final class PcapngReader extends CaptureReader {
    static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int BLOCK_OVERHEAD = 12;
    private static final int SECTION_HEADER_MIN_LENGTH = 28;
    private static final int OPTION_TSRESOL = 9;
    private static final int OPTION_TSOFFSET = 14;
    /// Real captures have a handful; more is a file made to exhaust memory.
    private static final int MAX_INTERFACES = 65_536;

    /// @param unitsPerSecond of its timestamps
    private record Interface(int linkType, long snapshotLength, long unitsPerSecond, long offsetSeconds) {}

    private final List<Interface> interfaces = new ArrayList<>();
    private final Set<String> linkTypes = new LinkedHashSet<>();
    private final boolean firstLittleEndian;
    private final String version;
    private boolean littleEndian;
    private long firstSnapshotLength;
    private long lastTime;

    PcapngReader(CaptureInput input, CountingStream stored, String compression) throws IOException {
        super(input, stored, compression);
        if (!input.require(SECTION_HEADER_MIN_LENGTH)) {
            throw new CaptureFormatException("the pcapng section header breaks off: " + input.available() + " of " + SECTION_HEADER_MIN_LENGTH + " bytes", input.available());
        }
        if (!readByteOrder()) {
            throw new CaptureFormatException("the pcapng section header has no byte-order magic but " + Integer.toHexString(input.intAt(8, false)), 8);
        }
        firstLittleEndian = littleEndian;
        version = input.shortAt(12, littleEndian) + "." + input.shortAt(14, littleEndian);
    }

    @Override
    public CaptureInfo info() {
        return new CaptureInfo("pcapng", compression, firstLittleEndian, version, List.copyOf(linkTypes), firstSnapshotLength);
    }

    private boolean readByteOrder() {
        littleEndian = input.intAt(8, true) == BYTE_ORDER_MAGIC;
        return littleEndian || input.intAt(8, false) == BYTE_ORDER_MAGIC;
    }

    @Override
    public boolean next() throws IOException {
        while (true) {
            if (!input.require(BLOCK_OVERHEAD)) {
                return input.available() == 0 && input.fault() == null ? false : truncated("a block", BLOCK_OVERHEAD);
            }
            int type = input.intAt(0, littleEndian);
            if (type == SECTION_HEADER && !readByteOrder()) {
                return corrupt("a section header without byte-order magic");
            }
            long total = input.unsignedAt(4, littleEndian);
            if (total < BLOCK_OVERHEAD || total % 4 != 0 || total > CaptureInput.MAX_RECORD_LENGTH) {
                return corrupt("a block of " + total + " bytes");
            }
            int length = (int) total;
            if (!input.require(length)) {
                return truncated("a block", length);
            }
            if (input.unsignedAt(length - 4, littleEndian) != total) {
                return corrupt("a block's two lengths differ: " + total + " and " + input.unsignedAt(length - 4, littleEndian));
            }
            boolean packet = switch (type) {
                case SECTION_HEADER -> {
                    interfaces.clear();
                    yield false;
                }
                case INTERFACE_DESCRIPTION -> {
                    describeInterface(length);
                    yield false;
                }
                case ENHANCED_PACKET -> enhancedPacket(length, input.intAt(8, littleEndian));
                case PACKET -> enhancedPacket(length, input.shortAt(8, littleEndian));
                case SIMPLE_PACKET -> simplePacket(length);
                default -> false;
            };
            input.advance(length);
            if (packet) {
                return true;
            }
        }
    }

    private void describeInterface(int length) {
        if (length < BLOCK_OVERHEAD + 8 || interfaces.size() == MAX_INTERFACES) {
            warn("bad-interface", "an interface description is too short or one too many", input.offset());
            return;
        }
        int type = input.shortAt(8, littleEndian);
        long snapshotLength = input.unsignedAt(12, littleEndian);
        long units = 1_000_000;
        long offset = 0;
        int at = 16;
        while (at + 4 <= length - 4) {
            int option = input.shortAt(at, littleEndian);
            int optionLength = input.shortAt(at + 2, littleEndian);
            if (option == 0 || at + 4 + optionLength > length - 4) {
                break;
            }
            if (option == OPTION_TSRESOL && optionLength == 1) {
                units = unitsPerSecond(input.buffer()[input.position() + at + 4]);
            } else if (option == OPTION_TSOFFSET && optionLength == 8) {
                long low = input.unsignedAt(at + 4, littleEndian);
                long high = input.unsignedAt(at + 8, littleEndian);
                offset = littleEndian ? high << 32 | low : low << 32 | high;
            }
            at += 4 + (optionLength + 3 & ~3);
        }
        if (linkTypes.isEmpty()) {
            firstSnapshotLength = snapshotLength;
        }
        linkTypes.add(LinkType.name(type));
        interfaces.add(new Interface(type, snapshotLength, units, offset));
    }

    /// The exponent is of ten, or of two where the highest bit is set.
    private long unitsPerSecond(byte resolution) {
        int exponent = resolution & 0x7F;
        boolean binary = resolution < 0;
        if (exponent > (binary ? 62 : 18)) {
            warn("bad-resolution", "an interface has timestamps of a resolution that cannot be represented; microseconds are assumed", input.offset());
            return 1_000_000;
        }
        long units = 1;
        for (int i = 0; i < exponent; i++) {
            units *= binary ? 2 : 10;
        }
        return units;
    }

    private boolean enhancedPacket(int length, int interfaceId) {
        if (length < BLOCK_OVERHEAD + 20) {
            warn("bad-block", "a packet block of " + length + " bytes is too short", input.offset());
            return false;
        }
        if (interfaceId < 0 || interfaceId >= interfaces.size()) {
            warn("unknown-interface", "a packet names interface " + Integer.toUnsignedString(interfaceId) + " of " + interfaces.size(), input.offset());
            return false;
        }
        Interface source = interfaces.get(interfaceId);
        long ticks = input.unsignedAt(12, littleEndian) << 32 | input.unsignedAt(16, littleEndian);
        return packet(length, 28, source, input.unsignedAt(20, littleEndian), input.unsignedAt(24, littleEndian), nanos(ticks, source));
    }

    /// Has no timestamp: the time of the packet before it.
    private boolean simplePacket(int length) {
        if (length < BLOCK_OVERHEAD + 4 || interfaces.isEmpty()) {
            warn("bad-block", "a simple packet block without interface or length", input.offset());
            return false;
        }
        Interface source = interfaces.getFirst();
        long original = input.unsignedAt(8, littleEndian);
        long captured = Math.min(original, length - BLOCK_OVERHEAD - 4);
        if (source.snapshotLength() > 0) {
            captured = Math.min(captured, source.snapshotLength());
        }
        warn("no-timestamps", "packets without a timestamp have the time of the packet before", input.offset());
        return packet(length, 12, source, captured, original, lastTime);
    }

    private boolean packet(int length, int start, Interface source, long captured, long original, long time) {
        if (captured > length - start - 4) {
            warn("bad-block", "a packet of " + captured + " bytes does not fit its block of " + length, input.offset());
            return false;
        }
        recordOffset = input.offset();
        recordLength = length;
        packetStart = input.position() + start;
        capturedLength = (int) captured;
        originalLength = original;
        linkType = source.linkType();
        timeNanos = time;
        lastTime = time;
        checkLengths();
        return true;
    }

    private static long nanos(long ticks, Interface source) {
        long units = source.unitsPerSecond();
        long seconds = Long.divideUnsigned(ticks, units);
        long rest = Long.remainderUnsigned(ticks, units);
        long fraction = units <= 1_000_000_000L && 1_000_000_000L % units == 0 ? rest * (1_000_000_000L / units) : (long) (rest / (double) units * 1e9);
        long total = seconds + source.offsetSeconds();
        return Math.clamp(total, 0, MAX_SECONDS) * 1_000_000_000L + fraction;
    }
}
