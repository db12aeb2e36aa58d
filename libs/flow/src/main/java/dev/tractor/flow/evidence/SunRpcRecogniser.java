package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// ONC RPC (RFC 5531, 9), and NFS and its mount protocol by their program numbers. Over TCP a record mark precedes the call (section 11).
final class SunRpcRecogniser implements Recogniser {
    private static final int RECORD_MARK = 4;
    private static final long CALL = 0;
    private static final long RPC_VERSION = 2;
    private static final long PORTMAPPER = 100_000;
    private static final long NFS = 100_003;
    private static final long MOUNT = 100_005;
    private static final long LAST_WELL_KNOWN = 100_424;

    @Override
    public String protocol() {
        return "sunrpc";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int start = payload.udp() ? 0 : RECORD_MARK;
        long program = payload.u32(start + 12);
        boolean call = payload.u32(start + 4) == CALL && payload.u32(start + 8) == RPC_VERSION && program >= PORTMAPPER && program <= LAST_WELL_KNOWN;
        if (!call) {
            return Verdict.NO;
        }
        if (program == NFS || program == MOUNT) {
            said.say(EvidenceKind.APPLICATION, "nfs");
        }
        return Verdict.DONE;
    }
}
