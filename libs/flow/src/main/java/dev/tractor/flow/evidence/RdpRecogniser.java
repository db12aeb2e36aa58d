package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// RDP ([MS-RDPBCGR] 2.2.1.1): the request that opens it, with the user's name as a cookie; and its confirmation.
final class RdpRecogniser extends Recogniser {
    private static final int REQUEST = 0xE0;
    private static final int CONFIRM = 0xD0;
    private static final int VARIABLE_PART = 11;
    private static final String COOKIE = "Cookie: mstshash=";
    private static final int MAX_COOKIE = 120;
    private static final int NEGOTIATION_BYTES = 8;

    @Override
    public String protocol() {
        return "rdp";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int type = payload.u8(5);
        boolean transport = payload.u16(0) == 0x0300 && payload.u16(2) == payload.length() && (type == REQUEST || type == CONFIRM) && payload.u8(4) == payload.length() - 5;
        if (!transport) {
            return Verdict.NO;
        }
        boolean cookie = payload.is(VARIABLE_PART, "Cookie: ");
        if (payload.is(VARIABLE_PART, COOKIE)) {
            int from = VARIABLE_PART + COOKIE.length();
            said.say(EvidenceKind.USER, payload.text(from, Math.max(from, payload.indexOf('\r', from, MAX_COOKIE))));
        }
        int negotiation = payload.length() - NEGOTIATION_BYTES;
        boolean negotiates = negotiation >= VARIABLE_PART && payload.u8(negotiation) <= 3 && payload.u16le(negotiation + 2) == NEGOTIATION_BYTES;
        return cookie || negotiates || payload.port(3389) ? Verdict.DONE : Verdict.NO;
    }
}
