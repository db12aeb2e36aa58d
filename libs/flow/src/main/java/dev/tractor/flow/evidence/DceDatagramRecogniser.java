package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// Connectionless DCE RPC (C706, 12.5), and PROFINET IO by the identifiers of its interfaces (IEC 61158-6-10).
final class DceDatagramRecogniser extends Recogniser {
    private static final int HEADER = 80;
    private static final int INTERFACE = 24;
    private static final int LAST_PACKET_TYPE = 10;
    private static final int LITTLE_ENDIAN = 0x10;

    @Override
    public String protocol() {
        return "msrpc";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int order = payload.u8(4);
        boolean form = payload.length() >= HEADER && payload.u8(1) <= LAST_PACKET_TYPE && (order == 0 || order == LITTLE_ENDIAN) && payload.u8(5) == 0 && payload.u8(6) == 0;
        if (!form) {
            return Verdict.NO;
        }
        long identifier = order == LITTLE_ENDIAN ? payload.u32le(INTERFACE) : payload.u32(INTERFACE);
        if (identifier >>> 4 == 0xDEA0000L) {
            said.say(EvidenceKind.APPLICATION, "profinet");
        }
        return Verdict.DONE;
    }
}
