package dev.tractor.flow.evidence;

/// RTP (RFC 3550, 5.1), also over TCP (RFC 4571). A header of its own says little, so a second one must go on where the first of the direction began; or the
/// payload type is one of RFC 3551 whose frames have a fixed length.
final class RtpRecogniser extends Recogniser {
    private static final int HEADER = 12;
    private static final int SSRC = 8;
    /// Version 2, no padding, no extension, one source.
    private static final int PLAIN = 0x80;
    /// Types 72 to 76 would be RTCP's 200 to 204 (RFC 5761, 4).
    private static final int FIRST_RTCP = 72;
    private static final int LAST_RTCP = 76;
    /// A direction is looked at a few times only, so few packets can have passed in between.
    private static final int MAX_STEP = 16;
    private static final int MPEG_TS_PACKET = 188;

    @Override
    public String protocol() {
        return "rtp";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int start = payload.udp() ? 0 : 2;
        int type = payload.u8(start + 1) & 0x7F;
        int content = start + HEADER + 4 * (payload.u8(start) & 0x0F);
        boolean header = payload.u8(start) >> 6 == 2 && payload.length() > content && (type < FIRST_RTCP || type > LAST_RTCP) && (payload.udp() || payload.u16(0) <= payload.length() - 2);
        return header && (goesOn(payload, start) || payload.udp() && payload.u8(0) == PLAIN && hasFixedFrames(payload, type, payload.length() - content)) ? Verdict.DONE : Verdict.NO;
    }

    private static boolean goesOn(Payload payload, int start) {
        int before = payload.firstU8(start + 2) << 8 | payload.firstU8(start + 3);
        int step = payload.u16(start + 2) - before & 0xFFFF;
        boolean same = payload.firstU8(start) >> 6 == 2 && step >= 1 && step <= MAX_STEP;
        for (int at = start + SSRC; at < start + HEADER; at++) {
            same &= payload.firstU8(at) == payload.u8(at);
        }
        return same && payload.u32(start + SSRC) != 0;
    }

    /// RFC 3551, 6: PCMU, PCMA, G.722, GSM, G.723, G.729, MPEG-2 transport streams.
    private static boolean hasFixedFrames(Payload payload, int type, int bytes) {
        return switch (type) {
            case 0, 8, 9 -> bytes == 80 || bytes == 160 || bytes == 240 || bytes == 320;
            case 3 -> bytes % 33 == 0;
            case 4 -> bytes == 20 || bytes == 24 || bytes == 48;
            case 18 -> bytes >= 10 && bytes <= 62 && (bytes % 10 == 0 || bytes % 10 == 2);
            case 33 -> bytes % MPEG_TS_PACKET == 0 && payload.u8(HEADER) == 'G';
            default -> false;
        };
    }
}
