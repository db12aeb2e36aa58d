package dev.tractor.flow.evidence;

/// Where messages of text end in a TCP stream. An end beyond the payload means that more must come.
final class TextMessages {
    /// A reply line of FTP has at most 512 bytes in practice; a longer one is read as far as it is there.
    private static final int MAX_LINE = 512;
    private static final int MAX_HEADER = 8_192;
    private static final int MAX_CONTENT = 8_192;
    /// RFC 2326, 10.12: begins a frame of media between RTSP's messages.
    private static final int INTERLEAVED = '$';

    private TextMessages() {}

    /// RFC 959, 4 and 5.3: each command and each line of a reply is one.
    static int line(Payload payload) {
        int end = payload.indexOf('\n', 0, MAX_LINE);
        return end >= 0 ? end + 1 : payload.length() < MAX_LINE ? payload.length() + 1 : payload.length();
    }

    /// RFC 3261, 18.3; RFC 2326, 4.4: a header up to its empty line, and the content whose length it says.
    static int withContent(Payload payload) {
        if (payload.u8(0) == INTERLEAVED) {
            return 0;
        }
        int content = 0;
        int line = 0;
        for (int end = payload.indexOf('\n', 0, MAX_HEADER); end >= 0; end = payload.indexOf('\n', line, MAX_HEADER)) {
            if (end - line <= 1 && line > 0) {
                return end + 1 + content;
            }
            int colon = payload.indexOf(':', line, end);
            if (colon > 0 && isLength(payload, line, colon)) {
                content = number(payload, colon + 1, end);
            }
            line = end + 1;
        }
        return payload.length() < MAX_HEADER ? payload.length() + 1 : payload.length();
    }

    private static boolean isLength(Payload payload, int from, int colon) {
        return payload.isIgnoringCase(from, colon, "content-length") || payload.isIgnoringCase(from, colon, "l");
    }

    private static int number(Payload payload, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            int c = payload.u8(at);
            if (c >= '0' && c <= '9') {
                number = Math.min(MAX_CONTENT, 10 * number + c - '0');
            }
        }
        return number;
    }
}
