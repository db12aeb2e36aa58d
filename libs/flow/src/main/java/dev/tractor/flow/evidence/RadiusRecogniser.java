package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// RADIUS (RFC 2865, 3): the user's name. The attributes fill the packet exactly.
final class RadiusRecogniser extends Recogniser {
    private static final int HEADER = 20;
    private static final int USER_NAME = 1;

    @Override
    public String protocol() {
        return "radius";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int code = payload.u8(0);
        int end = payload.u16(2);
        if (code < 1 || code > 52 || end < HEADER || end > payload.length()) {
            return Verdict.NO;
        }
        int at = HEADER;
        while (at < end) {
            int length = payload.u8(at + 1);
            if (length < 2) {
                return Verdict.NO;
            }
            if (payload.u8(at) == USER_NAME) {
                said.say(EvidenceKind.USER, payload.text(at + 2, at + length));
            }
            at += length;
        }
        return at == end ? Verdict.DONE : Verdict.NO;
    }
}
