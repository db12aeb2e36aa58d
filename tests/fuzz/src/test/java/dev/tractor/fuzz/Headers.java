package dev.tractor.fuzz;

import dev.tractor.flow.evidence.HeaderBlocks;
import java.util.List;

/// Compressed header fields of HTTP/2, read twice amidst poison; written out as literals, the same fields must come back.
final class Headers {
    private static final int MAX_FIELDS = 128;
    /// A frame and its continuations are no longer.
    private static final int MAX_BLOCK = 16_384;

    private Headers() {}

    static void read(byte[] block) {
        if (block.length > MAX_BLOCK) {
            return;
        }
        List<String> fields = HeaderBlocks.read(block, (byte) 0);
        Check.that(fields.size() <= 2 * MAX_FIELDS, fields.size() / 2 + " fields");
        Check.same(fields, HeaderBlocks.read(block, (byte) 0xFF), "bytes around the block were read");
        Check.same(fields, HeaderBlocks.read(HeaderBlocks.literals(fields), (byte) 0), "written out, other fields were read");
    }
}
