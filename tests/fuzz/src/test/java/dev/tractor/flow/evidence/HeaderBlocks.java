package dev.tractor.flow.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Lets the fuzzer at HPACK, which lies too deep for it behind preface and frames.
public final class HeaderBlocks {
    private static final int MARGIN = 64;

    private HeaderBlocks() {}

    /// Names and values in turn.
    ///
    /// @param poison what stands around the block
    public static List<String> read(byte[] block, byte poison) {
        byte[] memory = new byte[block.length + 2 * MARGIN];
        Arrays.fill(memory, poison);
        System.arraycopy(block, 0, memory, MARGIN, block.length);
        List<String> fields = new ArrayList<>();
        Hpack.read(new Payload().of(memory, MARGIN, block.length), (name, value) -> {
            fields.add(name);
            fields.add(value);
        });
        return fields;
    }

    /// The same fields as literals that are not kept, in the clear (RFC 7541, 6.2.2).
    ///
    /// @param fields names and values in turn
    public static byte[] literals(List<String> fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.size(); i++) {
            if (i % 2 == 0) {
                block.write(0);
            }
            number(fields.get(i).length(), block);
            block.writeBytes(fields.get(i).getBytes(StandardCharsets.ISO_8859_1));
        }
        return block.toByteArray();
    }

    /// RFC 7541, 5.1, with a prefix of seven bits.
    private static void number(int number, ByteArrayOutputStream block) {
        block.write(Math.min(number, 0x7F));
        for (int rest = number - 0x7F; rest >= 0; rest = rest < 0x80 ? -1 : rest >> 7) {
            block.write(rest < 0x80 ? rest : rest & 0x7F | 0x80);
        }
    }
}
