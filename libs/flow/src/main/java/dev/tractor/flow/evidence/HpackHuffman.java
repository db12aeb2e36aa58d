package dev.tractor.flow.evidence;

/// The Huffman code of HPACK (RFC 7541, appendix B). It is canonical: the codes of one length are consecutive numbers in the order of their characters, so their lengths say all.
final class HpackHuffman {
    /// Bits of each character's code, `0` to `9`, `a` for 10 and so on.
    private static final String LENGTHS = "dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6cad67777777777777777777777878djde6f56565666577666567655677777fbeds"
            + "kmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmnqqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrq";
    private static final int LONGEST = 30;
    /// RFC 7541, 5.2: the rest of the last byte is filled with ones, fewer than eight.
    private static final int MAX_FILL = 7;

    /// By the length of the code: the first code of that length, how many there are, and where their characters begin.
    private static final int[] FIRST = new int[LONGEST + 1];
    private static final int[] COUNT = new int[LONGEST + 1];
    private static final int[] BEGIN = new int[LONGEST + 1];
    private static final char[] CHARACTERS = new char[LENGTHS.length()];

    static {
        int code = 0;
        int filled = 0;
        for (int bits = 1; bits <= LONGEST; bits++) {
            code <<= 1;
            FIRST[bits] = code;
            BEGIN[bits] = filled;
            for (int character = 0; character < LENGTHS.length(); character++) {
                if (Character.digit(LENGTHS.charAt(character), Character.MAX_RADIX) == bits) {
                    CHARACTERS[filled++] = (char) character;
                }
            }
            COUNT[bits] = filled - BEGIN[bits];
            code += COUNT[bits];
        }
    }

    private HpackHuffman() {}

    /// @return the decoded bytes, a character each; null for what is no such code
    static String text(Payload block, int from, int to) {
        StringBuilder text = new StringBuilder(2 * (to - from));
        int code = 0;
        int bits = 0;
        for (int at = from; at < to; at++) {
            for (int bit = 7; bit >= 0; bit--) {
                code = code << 1 | block.u8(at) >> bit & 1;
                bits++;
                int place = code - FIRST[bits];
                if (place < COUNT[bits]) {
                    text.append(CHARACTERS[BEGIN[bits] + place]);
                    code = 0;
                    bits = 0;
                } else if (bits == LONGEST) {
                    return null;
                }
            }
        }
        return bits <= MAX_FILL && code == (1 << bits) - 1 ? text.toString() : null;
    }
}
