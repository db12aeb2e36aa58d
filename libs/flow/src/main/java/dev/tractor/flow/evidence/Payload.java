package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A view of payload bytes of one direction of a flow: a datagram, or the begin of a TCP stream as far as it is known. Reads outside it answer -1 or false.
public final class Payload {
    private byte[] bytes;
    private int start;
    private int length;
    private boolean udp;
    private boolean fromClient;
    private byte[] firstMemory;
    private int firstAt;
    private int firstLength;
    private int clientPort;
    private int serverPort;
    private long clientHigh;
    private long clientLow;
    private boolean last;
    private int left;
    private int more;
    /// The last [#within]; null before.
    private Payload inner;

    /// @param wanted index of the first byte
    /// @param count bytes that are there
    public Payload of(byte[] array, int wanted, int count) {
        bytes = array;
        start = wanted;
        length = count;
        left = count;
        more = 0;
        return this;
    }

    /// A part of this payload as one of its own, with the same flow.
    Payload part(int from, int to) {
        return withBytes(bytes, start + from, Math.max(0, Math.min(to, length) - from));
    }

    /// The same, by an object that is there already: what this gave before is void.
    Payload within(int from, int to) {
        inner = inner == null ? new Payload() : inner;
        return inner.of(bytes, start + from, Math.max(0, Math.min(to, length) - from)).flow(udp, fromClient, clientPort, serverPort).client(clientHigh, clientLow).last(last);
    }

    /// Other bytes of the same flow: what was put together or decrypted.
    Payload withBytes(byte[] array, int first, int count) {
        return new Payload().of(array, first, count).flow(udp, fromClient, clientPort, serverPort).client(clientHigh, clientLow).last(last);
    }

    public Payload flow(boolean isUdp, boolean isFromClient, int ofClient, int ofServer) {
        udp = isUdp;
        fromClient = isFromClient;
        clientPort = ofClient;
        serverPort = ofServer;
        return this;
    }

    /// The client's address, an IPv4 one in the lower half alone.
    public Payload client(long high, long low) {
        clientHigh = high;
        clientLow = low;
        return this;
    }

    /// @param isLast nothing will follow: the stream ends, is cut, or is longer than can be kept
    public Payload last(boolean isLast) {
        last = isLast;
        return this;
    }

    /// True when [Recogniser.Verdict#MORE] would be in vain.
    public boolean last() {
        return last;
    }

    /// Says with [Recogniser.Verdict#MORE] how long the begin must be before another look is worth while.
    ///
    /// @return MORE
    public Recogniser.Verdict want(int bytesFromBegin) {
        more = bytesFromBegin;
        return Recogniser.Verdict.MORE;
    }

    public int wanted() {
        return more;
    }

    /// Says with [Recogniser.Verdict#GO_ON] or [Recogniser.Verdict#CARRIES] that the message ends before the payload does.
    public void leave(int from) {
        left = Math.clamp(from, 1, length);
    }

    /// Where the next message begins; the payload's length when it is used up.
    public int left() {
        return left;
    }

    public long clientHigh() {
        return clientHigh;
    }

    public long clientLow() {
        return clientLow;
    }

    /// @param memory where the begin of this direction's payload is kept, null when nothing is
    /// @param at index of its first byte
    /// @param count bytes that are kept
    public Payload first(byte[] memory, int at, int count) {
        firstMemory = memory;
        firstAt = at;
        firstLength = count;
        return this;
    }

    /// A byte of the first payload of this direction, unsigned, or -1 when so much is not kept.
    int firstU8(int at) {
        return firstMemory != null && at < firstLength ? firstMemory[firstAt + at] & 0xFF : -1;
    }

    public int length() {
        return length;
    }

    public boolean udp() {
        return udp;
    }

    public boolean fromClient() {
        return fromClient;
    }

    public int clientPort() {
        return clientPort;
    }

    public int serverPort() {
        return serverPort;
    }

    /// True when either side has this port.
    public boolean port(int port) {
        return clientPort == port || serverPort == port;
    }

    /// Unsigned, -1 outside.
    public int u8(int at) {
        return at >= 0 && at < length ? bytes[start + at] & 0xFF : -1;
    }

    /// Big-endian, unsigned, -1 outside.
    public int u16(int at) {
        return at >= 0 && at + 2 <= length ? (bytes[start + at] & 0xFF) << 8 | bytes[start + at + 1] & 0xFF : -1;
    }

    public int u24(int at) {
        return at >= 0 && at + 3 <= length ? u8(at) << 16 | u16(at + 1) : -1;
    }

    /// Big-endian, unsigned, -1 outside.
    public long u32(int at) {
        return at >= 0 && at + 4 <= length ? (long) u16(at) << 16 | u16(at + 2) : -1;
    }

    /// Little-endian, unsigned, -1 outside.
    public int u16le(int at) {
        return at >= 0 && at + 2 <= length ? u8(at) | u8(at + 1) << 8 : -1;
    }

    /// Little-endian, unsigned, -1 outside.
    public long u32le(int at) {
        return at >= 0 && at + 4 <= length ? Integer.toUnsignedLong(Integer.reverseBytes((int) u32(at))) : -1;
    }

    /// RFC 9000, 16: an integer whose first two bits say its length; -1 outside.
    long varint(int at) {
        int count = varintLength(u8(at));
        if (u8(at) < 0 || at + count > length) {
            return -1;
        }
        long value = u8(at) & 0x3F;
        for (int i = 1; i < count; i++) {
            value = value << 8 | u8(at + i);
        }
        return value;
    }

    /// Bytes of an integer that begins with that byte.
    static int varintLength(int firstByte) {
        return 1 << (firstByte >> 6 & 3);
    }

    /// True when these ASCII characters stand somewhere before `to`.
    public boolean contains(String ascii, int to) {
        return indexOf(ascii, to) >= 0;
    }

    /// Where these ASCII characters stand first, or -1.
    int indexOf(String ascii) {
        return indexOf(ascii, length);
    }

    private int indexOf(String ascii, int to) {
        int first = ascii.charAt(0);
        for (int at = indexOf(first, 0, to); at >= 0; at = indexOf(first, at + 1, to)) {
            if (is(at, ascii)) {
                return at;
            }
        }
        return -1;
    }

    /// True when these ASCII characters stand there.
    public boolean is(int at, String ascii) {
        return isPart(at, ascii, ascii.length());
    }

    private boolean isPart(int at, String ascii, int characters) {
        if (at < 0 || at + characters > length) {
            return false;
        }
        byte[] array = bytes;
        int from = start + at;
        for (int i = 0; i < characters; i++) {
            if ((array[from + i] & 0xFF) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// True when it is these bytes.
    boolean is(byte[] other) {
        return Arrays.equals(bytes, start, start + length, other, 0, other.length);
    }

    public boolean startsWith(String ascii) {
        return is(0, ascii);
    }

    /// True when the whole payload is the begin of these ASCII characters.
    public boolean begins(String ascii) {
        return length <= ascii.length() && isPart(0, ascii, length);
    }

    /// Index of that byte from `from` on and before `to`, or -1.
    public int indexOf(int value, int from, int to) {
        byte[] array = bytes;
        int end = start + Math.min(to, length);
        for (int i = start + from; i < end; i++) {
            if (array[i] == (byte) value) {
                return i - start;
            }
        }
        return -1;
    }

    /// True when the bytes from `from` to `to` are these ASCII letters, in either case.
    ///
    /// @param lowerCase letters and hyphens only
    public boolean isIgnoringCase(int from, int to, String lowerCase) {
        if (to - from != lowerCase.length() || to > length) {
            return false;
        }
        return isPartIgnoringCase(from, lowerCase, to - from);
    }

    private boolean isPartIgnoringCase(int from, String lowerCase, int characters) {
        for (int i = 0; i < characters; i++) {
            if ((bytes[start + from + i] | 0x20) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// True for ASCII from space to tilde.
    boolean isPrintable(int from, int to) {
        if (to > length) {
            return false;
        }
        byte[] array = bytes;
        for (int i = start + from; i < start + to; i++) {
            if (array[i] < ' ' || array[i] > '~') {
                return false;
            }
        }
        return true;
    }

    /// True when it begins with this command, in either case.
    ///
    /// @param lowerCase ASCII letters, and a space at the end
    boolean isCommand(String lowerCase) {
        int letters = lowerCase.length() - 1;
        return u8(letters) == ' ' && isPartIgnoringCase(0, lowerCase, letters);
    }

    /// The bytes from `from` to `to` as printable text: UTF-8, control characters as spaces, without white space at the ends.
    public String text(int from, int to) {
        int first = textBegin(from, to);
        int end = textEnd(first, to);
        if (first >= end) {
            return "";
        }
        if (!isPrintable(first, end)) {
            return printable(new String(bytes, start + first, end - first, StandardCharsets.UTF_8));
        }
        return new String(bytes, start + first, end - first, StandardCharsets.ISO_8859_1);
    }

    /// Says what [#text] would give, without making a string where there is nothing to change.
    void say(Statements said, EvidenceKind kind, int from, int to) {
        int first = textBegin(from, to);
        int end = textEnd(first, to);
        if (first < end && end - first <= Evidence.MAX_LENGTH && isPrintable(first, end)) {
            said.say(kind, bytes, start + first, end - first);
        } else {
            said.say(kind, text(from, to));
        }
    }

    /// Appends what [#text] would give.
    void append(Text text, int from, int to) {
        int first = textBegin(from, to);
        int end = textEnd(first, to);
        if (first < end && isPrintable(first, end)) {
            text.ascii(bytes, start + first, end - first);
        } else {
            text.append(text(from, to));
        }
    }

    private int textBegin(int from, int to) {
        int first = Math.max(0, from);
        int end = Math.min(to, length);
        while (first < end && isSpace(bytes[start + first])) {
            first++;
        }
        return first;
    }

    private int textEnd(int first, int to) {
        int end = Math.min(to, length);
        while (first < end && isSpace(bytes[start + end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean isSpace(byte c) {
        return c >= 0 && c <= ' ';
    }

    /// The first at most `limit` bytes as they are, a character each.
    String raw(int limit) {
        return new String(bytes, start, Math.min(length, limit), StandardCharsets.ISO_8859_1);
    }

    /// Bytes, a character each, as printable text.
    static String text(String raw) {
        byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
        return new Payload().of(bytes, 0, bytes.length).text(0, bytes.length);
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> printable.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return printable.toString().strip();
    }

    /// The first line, without its end, at most `limit` bytes.
    public String line(int limit) {
        int end = indexOf('\n', 0, limit);
        return text(0, end < 0 ? Math.min(length, limit) : end);
    }

    /// The bytes that follow `from`, copied.
    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, start + from, start + to);
    }

    void copy(int from, int count, byte[] target, int at) {
        System.arraycopy(bytes, start + from, target, at, count);
    }
}
