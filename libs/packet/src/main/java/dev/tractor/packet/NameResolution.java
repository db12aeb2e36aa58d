package dev.tractor.packet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads a pcapng Name Resolution Block (draft-ietf-opsawg-pcapng, section 4.5): records of an address and its names, each closed by a zero byte.
final class NameResolution {
    private static final int RECORDS_AT = 8;
    private static final int RECORD_HEADER = 4;
    private static final int END = 0;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    /// RFC 1035, section 2.3.4; a longer text is no name.
    private static final int MAX_NAME_BYTES = 255;

    private NameResolution() {}

    /// Tells the first name of each address; what is cut or odd is left out.
    ///
    /// @param at place of the block, which is there whole
    static void read(byte[] memory, int at, int length, boolean little, NameSink names) {
        int record = at + RECORDS_AT;
        int end = at + length - 4;
        while (record + RECORD_HEADER <= end) {
            int type = Wire.u16(memory, record, little);
            int valueLength = Wire.u16(memory, record + 2, little);
            int value = record + RECORD_HEADER;
            if (type == END || value + valueLength > end) {
                return;
            }
            int addressLength = type == IPV4 ? 4 : type == IPV6 ? 16 : Integer.MAX_VALUE;
            if (addressLength < valueLength) {
                name(memory, value, addressLength, value + valueLength, names);
            }
            record = value + (valueLength + 3 & ~3);
        }
    }

    private static void name(byte[] memory, int at, int addressLength, int end, NameSink names) {
        int begin = at + addressLength;
        int stop = begin;
        while (stop < end && memory[stop] != 0) {
            stop++;
        }
        if (stop > begin && stop < end && stop - begin <= MAX_NAME_BYTES) {
            byte[] address = Arrays.copyOfRange(memory, at, at + addressLength);
            names.name(address, new String(memory, begin, stop - begin, StandardCharsets.UTF_8));
        }
    }
}
