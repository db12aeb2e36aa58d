package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// HTTP/2 in the clear (RFC 9113), with prior knowledge or after an upgrade: what the first request and the first response say.
///
/// ```
/// client's preface 24, then frames: length 3 | type 1 | flags 1 | stream 4 | payload
/// ```
final class Http2Recogniser extends Recogniser {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int HEADER = 9;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int CONTINUATION = 9;
    private static final int LAST_TYPE = 0x10;
    private static final int END_HEADERS = 0x04;
    private static final int PADDED = 0x08;
    private static final int PRIORITY = 0x20;
    private static final int PRIORITY_BYTES = 5;
    private static final int SETTING_BYTES = 6;
    /// More settings than are defined.
    private static final int MAX_SETTINGS_BYTES = 20 * SETTING_BYTES;
    /// RFC 9113, 4.2: what every side takes; what says of itself that it is longer is not waited for.
    private static final int MAX_FRAME = 16_384;

    @Override
    public String protocol() {
        return "http2";
    }

    @Override
    public boolean mayCarryTls() {
        return false;
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int frames = 0;
        if (payload.u8(0) == PREFACE.charAt(0)) {
            if (!payload.begins(PREFACE) && !payload.startsWith(PREFACE)) {
                return Verdict.NO;
            }
            if (payload.length() < PREFACE.length()) {
                return payload.length() < HEADER || payload.last() ? Verdict.NO : payload.want(PREFACE.length());
            }
            frames = PREFACE.length();
        } else if (!isFirstOfServer(payload)) {
            return said.isProtocol(protocol()) ? Verdict.DONE : Verdict.NO;
        }
        return frames(payload, frames, said);
    }

    /// A server begins with its settings.
    private static boolean isFirstOfServer(Payload p) {
        int length = p.u24(0);
        return p.u8(3) == SETTINGS && p.u8(4) == 0 && p.u32(5) == 0 && length % SETTING_BYTES == 0 && length <= MAX_SETTINGS_BYTES && (length == 0 || p.u8(HEADER) <= 0) && p.length() >= HEADER;
    }

    /// Passes over frames up to the first header block, which continuations may make longer.
    private static Verdict frames(Payload payload, int from, Statements said) {
        Payload block = null;
        int at = from;
        while (at + HEADER <= payload.length()) {
            int length = payload.u24(at);
            int type = payload.u8(at + 3);
            int flags = payload.u8(at + 4);
            int begin = at + HEADER;
            int end = begin + length;
            if (length > MAX_FRAME || type > LAST_TYPE || block != null && type != CONTINUATION) {
                return Verdict.DONE;
            }
            if (end > payload.length() && !payload.last()) {
                return payload.want(end);
            }
            if (type == HEADERS || type == CONTINUATION && block != null) {
                block = append(block, payload, type == HEADERS ? fields(payload, begin, end, flags) : payload.part(begin, end));
                if ((flags & END_HEADERS) != 0) {
                    Hpack.read(block, (name, value) -> field(name, value, payload.fromClient(), said));
                    return Verdict.DONE;
                }
            }
            at = end;
        }
        return payload.last() ? Verdict.DONE : payload.want(at + HEADER);
    }

    private static Payload fields(Payload payload, int begin, int end, int flags) {
        int padding = (flags & PADDED) != 0 ? Math.max(0, payload.u8(begin)) : 0;
        int from = begin + ((flags & PADDED) != 0 ? 1 : 0) + ((flags & PRIORITY) != 0 ? PRIORITY_BYTES : 0);
        return payload.part(from, Math.max(from, Math.min(end, payload.length()) - padding));
    }

    private static Payload append(Payload block, Payload payload, Payload more) {
        if (block == null) {
            return more;
        }
        byte[] joined = new byte[block.length() + more.length()];
        block.copy(0, block.length(), joined, 0);
        more.copy(0, more.length(), joined, block.length());
        return payload.withBytes(joined, 0, joined.length);
    }

    private static void field(String name, String value, boolean request, Statements said) {
        switch (name) {
            case ":method" -> said.say(EvidenceKind.HTTP_METHOD, Payload.text(value));
            case ":path" -> said.say(EvidenceKind.HTTP_TARGET, Payload.text(value));
            case ":authority", "host" -> said.say(EvidenceKind.HTTP_HOST, HttpRecogniser.host(Payload.text(value)));
            case "user-agent" -> said.say(EvidenceKind.HTTP_USER_AGENT, Payload.text(value));
            case ":status" -> said.say(EvidenceKind.HTTP_STATUS, Payload.text(value));
            case "server" -> said.say(EvidenceKind.HTTP_SERVER, Payload.text(value));
            case "content-type" -> said.say(EvidenceKind.HTTP_CONTENT_TYPE, request ? "" : Payload.text(value));
            default -> { }
        }
    }
}
