package dev.tractor.flow.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Reads a block of compressed header fields (RFC 7541) that is the first of its direction, so that its dynamic table is empty where it begins. A malformed block is read as far as it is well
/// formed.
final class Hpack {
    /// RFC 7541, appendix A: index 1 to 61, each name with its value.
    private static final String[][] STATIC = table("""
            :authority|:method=GET|:method=POST|:path=/|:path=/index.html|:scheme=http|:scheme=https|:status=200|:status=204|:status=206|:status=304|:status=400|:status=404|:status=500|\
            accept-charset|accept-encoding=gzip, deflate|accept-language|accept-ranges|accept|access-control-allow-origin|age|allow|authorization|cache-control|content-disposition|\
            content-encoding|content-language|content-length|content-location|content-range|content-type|cookie|date|etag|expect|expires|from|host|if-match|if-modified-since|if-none-match|\
            if-range|if-unmodified-since|last-modified|link|location|max-forwards|proxy-authenticate|proxy-authorization|range|referer|refresh|retry-after|server|set-cookie|\
            strict-transport-security|transfer-encoding|user-agent|vary|via|www-authenticate""");
    /// The fields that one block may have; a request has a dozen.
    private static final int MAX_FIELDS = 128;
    /// RFC 9113, 6.5.2: what both sides begin with. A block as long as this adds no more to it anyway.
    private static final int MAX_TABLE_BYTES = 4_096;
    /// RFC 7541, 4.1: added to the length of name and value.
    private static final int FIELD_OVERHEAD = 32;
    /// Continuation bytes of a number: more than any length in a block needs.
    private static final int MAX_NUMBER_BYTES = 3;
    private static final int INDEXED = 0x80;
    private static final int LITERAL_KEPT = 0x40;
    private static final int TABLE_LENGTH = 0x20;
    private static final int HUFFMAN = 0x80;

    private final Payload block;
    private final List<String[]> added = new ArrayList<>();
    private int addedBytes;
    private int at;

    private Hpack(Payload block) {
        this.block = block;
    }

    private static String[][] table(String fields) {
        String[] rows = fields.split("\\|");
        String[][] table = new String[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            int equals = rows[i].indexOf('=');
            table[i] = equals < 0 ? new String[] {rows[i], ""} : new String[] {rows[i].substring(0, equals), rows[i].substring(equals + 1)};
        }
        return table;
    }

    /// @param fields is told each name with its value, in their order
    static void read(Payload block, BiConsumer<String, String> fields) {
        Hpack hpack = new Hpack(block);
        for (int i = 0; i < MAX_FIELDS && hpack.at < block.length(); i++) {
            String[] field = hpack.next();
            if (field == null) {
                return;
            }
            fields.accept(field[0], field[1]);
        }
    }

    /// RFC 7541, 6: an indexed field, a literal one with a new or an indexed name, or a length of the table, which is passed over.
    ///
    /// @return name and value, null when malformed
    private String[] next() {
        int first = block.u8(at);
        while (first >= TABLE_LENGTH && first < LITERAL_KEPT) {
            if (number(5) < 0) {
                return null;
            }
            first = block.u8(at);
        }
        if (first < 0) {
            return null;
        }
        if (first >= INDEXED) {
            return indexed(number(7));
        }
        boolean kept = first >= LITERAL_KEPT;
        int index = number(kept ? 6 : 4);
        String[] named = index == 0 ? new String[] {string(), ""} : indexed(index);
        String value = named == null || named[0] == null ? null : string();
        if (value == null) {
            return null;
        }
        String[] field = {named[0], value};
        if (kept) {
            keep(field);
        }
        return field;
    }

    private void keep(String[] field) {
        added.addFirst(field);
        addedBytes += lengthOf(field);
        while (addedBytes > MAX_TABLE_BYTES) {
            addedBytes -= lengthOf(added.removeLast());
        }
    }

    private static int lengthOf(String[] field) {
        return field[0].length() + field[1].length() + FIELD_OVERHEAD;
    }

    private String[] indexed(int index) {
        int ofAdded = index - 1 - STATIC.length;
        return index < 1 || ofAdded >= added.size() ? null : ofAdded < 0 ? STATIC[index - 1] : added.get(ofAdded);
    }

    /// RFC 7541, 5.1.
    ///
    /// @return -1 when it is cut off or too large
    private int number(int prefixBits) {
        int prefix = (1 << prefixBits) - 1;
        int value = block.u8(at++) & prefix;
        if (value < prefix) {
            return value;
        }
        for (int i = 0; i < MAX_NUMBER_BYTES; i++) {
            int more = block.u8(at++);
            if (more < 0) {
                return -1;
            }
            value += (more & 0x7F) << 7 * i;
            if (more < 0x80) {
                return value;
            }
        }
        return -1;
    }

    /// RFC 7541, 5.2.
    ///
    /// @return null when it is cut off or malformed
    private String string() {
        boolean huffman = block.u8(at) >= HUFFMAN;
        int length = block.u8(at) < 0 ? -1 : number(7);
        if (length < 0 || length > block.length() - at) {
            return null;
        }
        at += length;
        return huffman ? HpackHuffman.text(block, at - length, at) : new String(block.copy(at - length, at), StandardCharsets.ISO_8859_1);
    }
}
