package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.Set;

/// ONC RPC (RFC 5531, 9), and NFS and its mount protocol by their program numbers. Over TCP a record mark precedes the call (section 11).
final class SunRpcRecogniser extends Recogniser {
    private static final int RECORD_MARK = 4;
    private static final long CALL = 0;
    private static final long RPC_VERSION = 2;
    private static final long PORTMAPPER = 100_000;
    private static final long NFS = 100_003;
    private static final long MOUNT = 100_005;
    private static final long LAST_WELL_KNOWN = 100_424;
    /// File operations, handshake, portmapper, management, dump.
    private static final Set<Long> GLUSTERFS = Set.of(1_298_437L, 14_398_633L, 34_123_456L, 1_238_463L, 123_451_501L);

    @Override
    public String protocol() {
        return "sunrpc";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int start = payload.udp() ? 0 : RECORD_MARK;
        long program = payload.u32(start + 12);
        boolean known = program >= PORTMAPPER && program <= LAST_WELL_KNOWN || GLUSTERFS.contains(program);
        boolean call = payload.u32(start + 4) == CALL && payload.u32(start + 8) == RPC_VERSION && known;
        if (!call) {
            return Verdict.NO;
        }
        if (program == NFS || program == MOUNT) {
            said.say(EvidenceKind.APPLICATION, "nfs");
        }
        if (GLUSTERFS.contains(program)) {
            said.say(EvidenceKind.APPLICATION, "glusterfs");
        }
        return Verdict.DONE;
    }
}
