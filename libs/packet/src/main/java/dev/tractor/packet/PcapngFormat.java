package dev.tractor.packet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The block format (draft-ietf-opsawg-pcapng): sections, each with its own byte order and interfaces. Blocks that carry no packets and no
/// interface are passed over unread; names are told before the packets behind them are read.
final class PcapngFormat extends RecordFormat {
    static final int SECTION_HEADER = 0x0a0d0d0a;
    static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    static final int INTERFACE_DESCRIPTION = 1;
    static final int PACKET = 2;
    static final int SIMPLE_PACKET = 3;
    static final int NAME_RESOLUTION = 4;
    static final int ENHANCED_PACKET = 6;
    /// Type and length before the body, the length again behind it.
    static final int BLOCK_OVERHEAD = 12;
    private static final int SECTION_HEADER_BYTES = 28;
    private static final int MAJOR = 1;
    /// Some programs write the one or the other and mean the same (draft-ietf-opsawg-pcapng, section 4.1).
    private static final Set<Integer> MINORS = Set.of(0, 2);
    private static final int ENHANCED_PACKET_BYTES = 32;
    private static final int SIMPLE_PACKET_BYTES = 16;
    private static final int INTERFACE_BYTES = 20;
    /// More interfaces than any machine has; bounds what a hostile section makes us keep.
    private static final int MAX_INTERFACES = 65_536;

    /// An interface of the present section, or one that [CaptureLayout] will describe.
    private static final class Source {
        private final CaptureInterface described;
        private final long section;
        private final int number;
        private long packets;

        Source(CaptureInterface described, long section, int number) {
            this.described = described;
            this.section = section;
            this.number = number;
        }
    }

    private final NameSink names;
    private final BlockSink blocks;
    private final List<Source> interfaces = new ArrayList<>();
    private final List<Source> first = new ArrayList<>();
    private long sections = 1;
    private long interfaceCount;
    private final Set<String> linkTypes = new LinkedHashSet<>();
    private boolean little;
    private boolean firstLittle;
    private String version;
    private long firstSnapshotLength;
    private long firstSectionEnd;
    private long lastNanos;

    PcapngFormat(ByteWindow window, Warnings warnings, NameSink names, BlockSink blocks) throws IOException {
        super(window, warnings);
        this.names = names;
        this.blocks = blocks;
        if (!window.require(SECTION_HEADER_BYTES)) {
            throw new CaptureFormatException("the pcapng section header breaks off: " + window.available() + " of " + SECTION_HEADER_BYTES + " bytes", 0);
        }
        if (!readByteOrder()) {
            throw new CaptureFormatException("the pcapng section header has no byte-order magic", 8);
        }
        firstLittle = little;
        firstSectionEnd = sectionEnd();
        version = version();
        if (!isKnownVersion()) {
            throw new CaptureFormatException("pcapng of version " + version + " is not known, only 1.0 and 1.2 are", 12);
        }
    }

    private String version() {
        return Wire.u16(window.memory(), window.position() + 12, little) + "." + Wire.u16(window.memory(), window.position() + 14, little);
    }

    private boolean isKnownVersion() {
        return Wire.u16(window.memory(), window.position() + 12, little) == MAJOR && MINORS.contains(Wire.u16(window.memory(), window.position() + 14, little));
    }

    @Override
    int read(Packet[] batch) throws IOException {
        int count = 0;
        while (count < batch.length && fault() == null) {
            long length = blockInWindow();
            if (length < 0) {
                if (count > 0 || !load()) {
                    return count;
                }
                continue;
            }
            if (block((int) length, batch[count])) {
                count++;
            }
        }
        return count;
    }

    /// @return length of the block at the window's position when it is there whole and plausible, else -1
    private long blockInWindow() {
        int available = window.available();
        if (available < BLOCK_OVERHEAD) {
            return -1;
        }
        byte[] memory = window.memory();
        int at = window.position();
        if (Wire.i32(memory, at) == SECTION_HEADER || Wire.i32(memory, at, little) == NAME_RESOLUTION) {
            return -1;
        }
        long length = blockLength(at);
        return length >= BLOCK_OVERHEAD && length <= available ? length : -1;
    }

    /// A block fills a multiple of 4 bytes, also where its writer has not counted the padding.
    private long blockLength(int at) {
        return Wire.u32(window.memory(), at + 4, little) + 3 & ~3L;
    }

    /// Brings the next block that matters into the window, or handles it.
    ///
    /// @return false at the end or after a fault
    private boolean load() throws IOException {
        if (!window.require(BLOCK_OVERHEAD)) {
            if (window.available() > 0) {
                fail("the block header there has " + window.available() + " of " + BLOCK_OVERHEAD + " bytes");
            }
            return false;
        }
        if (Wire.i32(window.memory(), window.position()) == SECTION_HEADER) {
            return section();
        }
        int type = Wire.i32(window.memory(), window.position(), little);
        long length = blockLength(window.position());
        if (length < BLOCK_OVERHEAD) {
            fail("the block there claims " + length + " bytes, fewer than " + BLOCK_OVERHEAD);
            return false;
        }
        if (type == NAME_RESOLUTION && length <= CaptureReader.MAX_RECORD_BYTES && window.require((int) length)) {
            NameResolution.read(window.memory(), window.position(), (int) length, little, names);
        }
        if (isPassedOver(type)) {
            return skipBlock(length);
        }
        if (length > CaptureReader.MAX_RECORD_BYTES) {
            fail("the block there claims " + length + " bytes, more than the limit of " + CaptureReader.MAX_RECORD_BYTES);
            return false;
        }
        if (!window.require((int) length)) {
            fail("the block there has " + window.available() + " of " + length + " bytes");
            return false;
        }
        return true;
    }

    /// Such a block is not looked into, not even at the length at its end, so that it does not matter how much of it is in the window.
    private static boolean isPassedOver(int type) {
        return type != ENHANCED_PACKET && type != PACKET && type != SIMPLE_PACKET && type != INTERFACE_DESCRIPTION;
    }

    private boolean skipBlock(long length) throws IOException {
        if (!window.skip(length)) {
            fail("a block of " + length + " bytes breaks off");
            return false;
        }
        return true;
    }

    private boolean section() throws IOException {
        if (!readByteOrder()) {
            fail("the section header there has no byte-order magic");
            return false;
        }
        interfaces.clear();
        long length = blockLength(window.position());
        if (length < SECTION_HEADER_BYTES) {
            fail("the section header there claims " + length + " bytes");
            return false;
        }
        if (window.require(SECTION_HEADER_BYTES) && !isKnownVersion()) {
            fail("the section there is of version " + version() + ", which is not known");
            return false;
        }
        // The first one's header is read when the format is recognised and once more as a block.
        sections += window.offset() > 0 ? 1 : 0;
        blocks.block(window.offset(), (int) Math.min(length, CaptureReader.MAX_RECORD_BYTES), true);
        return skipBlock(length);
    }

    /// Where the section at the window's position ends by its header; the end of all when that does not say (-1).
    private long sectionEnd() {
        byte[] memory = window.memory();
        int at = window.position();
        long content = little ? Long.reverseBytes(Wire.i64(memory, at + 16)) : Wire.i64(memory, at + 16);
        return content < 0 ? Long.MAX_VALUE : Wire.u32(memory, at + 4, little) + content;
    }

    private boolean readByteOrder() throws IOException {
        if (!window.require(BLOCK_OVERHEAD)) {
            return false;
        }
        int magic = Wire.i32(window.memory(), window.position() + 8);
        little = magic == Integer.reverseBytes(BYTE_ORDER_MAGIC);
        return little || magic == BYTE_ORDER_MAGIC;
    }

    /// Handles the whole block at the window's position and passes over it.
    ///
    /// @return true when it filled `packet`
    private boolean block(int length, Packet packet) throws IOException {
        byte[] memory = window.memory();
        int at = window.position();
        int type = Wire.i32(memory, at, little);
        if (!isPassedOver(type) && Wire.i32(memory, at + length - 4) != Wire.i32(memory, at + 4)) {
            fail("the lengths at the two ends of the block there differ");
            return false;
        }
        boolean isPacket = switch (type) {
            case ENHANCED_PACKET -> packetBlock(packet, length, Wire.u32(memory, at + 8, little));
            case PACKET -> packetBlock(packet, length, Wire.u16(memory, at + 8, little));
            case SIMPLE_PACKET -> simplePacket(packet, length);
            case INTERFACE_DESCRIPTION -> {
                describeInterface(length);
                yield false;
            }
            default -> false;
        };
        if (fault() == null) {
            window.advance(length);
        }
        return isPacket;
    }

    private boolean packetBlock(Packet packet, int length, long interfaceId) {
        if (length < ENHANCED_PACKET_BYTES) {
            fail("the packet block there has " + length + " bytes, fewer than " + ENHANCED_PACKET_BYTES);
            return false;
        }
        byte[] memory = window.memory();
        int at = window.position();
        long captured = Wire.u32(memory, at + 20, little);
        if (captured > length - ENHANCED_PACKET_BYTES) {
            fail("the packet there claims " + captured + " captured bytes in a block of " + length);
            return false;
        }
        if (interfaceId >= interfaces.size()) {
            fail("the packet there names interface " + interfaceId + " of " + interfaces.size());
            return false;
        }
        Source source = interfaces.get((int) interfaceId);
        lastNanos = source.described.nanos(Wire.u32(memory, at + 12, little) << 32 | Wire.u32(memory, at + 16, little));
        describe(packet, length, source, 28, (int) captured, Wire.u32(memory, at + 24, little));
        if (Math.abs(lastNanos) == CaptureInterface.TIME_LIMIT) {
            warnOfTime(packet);
        }
        return true;
    }

    /// A simple packet has no time: it gets that of the packet before it.
    private boolean simplePacket(Packet packet, int length) {
        if (length < SIMPLE_PACKET_BYTES || interfaces.isEmpty()) {
            fail("the simple packet there has " + (interfaces.isEmpty() ? "no interface" : "only " + length + " bytes"));
            return false;
        }
        Source source = interfaces.getFirst();
        long original = Wire.u32(window.memory(), window.position() + 8, little);
        long snapshotLength = source.described.snapshotLength() == 0 ? Long.MAX_VALUE : source.described.snapshotLength();
        long captured = Math.min(Math.min(original, snapshotLength), length - SIMPLE_PACKET_BYTES);
        describe(packet, length, source, 12, (int) captured, original);
        return true;
    }

    private void describe(Packet packet, int length, Source source, int dataAt, int captured, long original) {
        packet.offset = window.offset();
        packet.recordLength = length;
        packet.timeNanos = lastNanos;
        packet.linkType = source.described.linkType();
        packet.start = window.position() + dataAt;
        packet.captured = captured;
        packet.original = original;
        source.packets++;
        checkLengths(packet);
    }

    private void describeInterface(int length) {
        if (length < INTERFACE_BYTES || interfaces.size() == MAX_INTERFACES) {
            fail(length < INTERFACE_BYTES ? "the interface block there has " + length + " bytes" : "there are more than " + MAX_INTERFACES + " interfaces");
            return;
        }
        CaptureInterface described = CaptureInterface.read(window.memory(), window.position(), length, little);
        Source source = new Source(described, sections, interfaces.size());
        interfaces.add(source);
        if (interfaceCount++ < CaptureLayout.MAX_DESCRIBED) {
            first.add(source);
        }
        blocks.block(window.offset(), length, false);
        if (linkTypes.isEmpty()) {
            firstSnapshotLength = described.snapshotLength();
        }
        linkTypes.add(LinkType.nameOf(described.linkType()));
    }

    /// Walks the blocks backwards by the length at their end. A section header or an interface in the tail means that the interfaces known from the
    /// head may not be the tail's; so does a first section that ends before it, or a time far from the head's.
    @Override
    Optional<Long> tail(byte[] tail, long totalBytes) {
        if (firstSectionEnd < totalBytes) {
            return Optional.empty();
        }
        long latest = Long.MIN_VALUE;
        int end = tail.length;
        while (end >= BLOCK_OVERHEAD) {
            long length = Wire.u32(tail, end - 4, little);
            if (length < BLOCK_OVERHEAD || (length & 3) != 0) {
                return Optional.empty();
            }
            if (length > end) {
                break;
            }
            int at = end - (int) length;
            int type = Wire.i32(tail, at, little);
            if (Wire.u32(tail, at + 4, little) != length || type == SECTION_HEADER || type == INTERFACE_DESCRIPTION) {
                return Optional.empty();
            }
            if (type == ENHANCED_PACKET || type == PACKET) {
                int id = type == PACKET ? Wire.u16(tail, at + 8, little) : Wire.i32(tail, at + 8, little);
                if (length < ENHANCED_PACKET_BYTES || id < 0 || id >= interfaces.size()) {
                    return Optional.empty();
                }
                latest = Math.max(latest, interfaces.get(id).described.nanos(Wire.u32(tail, at + 12, little) << 32 | Wire.u32(tail, at + 16, little)));
            }
            end = at;
        }
        boolean plausible = latest != Long.MIN_VALUE && Math.abs(latest - lastNanos) <= PLAUSIBLE_TAIL_NANOS;
        return plausible ? Optional.of(latest) : Optional.empty();
    }

    @Override
    CaptureLayout layout() {
        return new CaptureLayout(sections, interfaceCount, first.stream().map(PcapngFormat::describe).toList());
    }

    private static CaptureLayout.Interface describe(Source source) {
        CaptureInterface described = source.described;
        return new CaptureLayout.Interface(source.section, source.number, LinkType.nameOf(described.linkType()), described.snapshotLength(), described.tick(), source.packets);
    }

    @Override
    CaptureInfo info(String compression) {
        return new CaptureInfo("pcapng", compression, firstLittle, version, List.copyOf(linkTypes), firstSnapshotLength);
    }
}
