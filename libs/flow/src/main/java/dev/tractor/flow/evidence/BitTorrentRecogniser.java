package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.HexFormat;

/// BitTorrent: the handshake of peers over TCP and µTP (BEP 3, BEP 29), DHT (BEP 5), local discovery (BEP 14), UDP trackers (BEP 15).
final class BitTorrentRecogniser extends Recogniser {
    private static final String HANDSHAKE = "\u0013BitTorrent protocol";
    private static final int HASH_AT = 28;
    private static final int HASH_BYTES = 20;
    private static final int PEER_AT = HASH_AT + HASH_BYTES;
    /// BEP 5: in `get_peers` and `announce_peer`.
    private static final String DHT_HASH = "9:info_hash20:";
    private static final long TRACKER_ANNOUNCE = 1;
    private static final int TRACKER_ANNOUNCE_BYTES = 98;
    private static final int TRACKER_HASH_AT = 16;
    private static final String LOCAL_HASH = "\nInfohash: ";
    private static final int UTP_HEADER = 20;
    private static final int UTP_SYN = 0x41;
    private static final int LINE = 400;

    @Override
    public String protocol() {
        return "bittorrent";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        if (payload.startsWith(HANDSHAKE)) {
            handshake(payload, 0, said);
            return Verdict.DONE;
        }
        if (!payload.udp()) {
            return Verdict.NO;
        }
        if (payload.startsWith("BT-SEARCH * HTTP/1.1")) {
            local(payload, said);
            return Verdict.DONE;
        }
        if (dht(payload)) {
            hash(payload, payload.indexOf(DHT_HASH), DHT_HASH.length(), said);
            return Verdict.GO_ON;
        }
        if (payload.is(UTP_HEADER, HANDSHAKE)) {
            handshake(payload, UTP_HEADER, said);
            return Verdict.DONE;
        }
        if (said.isProtocol(protocol()) && payload.u32(8) == TRACKER_ANNOUNCE && payload.length() >= TRACKER_ANNOUNCE_BYTES) {
            hash(payload, TRACKER_HASH_AT, 0, said);
            return Verdict.GO_ON;
        }
        boolean tracker = payload.u32(0) == 0x417L && payload.u32(4) == 0x27101980L && payload.u32(8) == 0 && payload.length() == 16;
        return tracker || utp(payload) ? Verdict.GO_ON : Verdict.NO;
    }

    private static void hash(Payload payload, int at, int before, Statements said) {
        if (at >= 0 && payload.length() >= at + before + HASH_BYTES) {
            said.say(EvidenceKind.INFO_HASH, HexFormat.of().formatHex(payload.copy(at + before, at + before + HASH_BYTES)));
        }
    }

    private static void handshake(Payload payload, int start, Statements said) {
        hash(payload, start + HASH_AT, 0, said);
        // BEP 20: -XXVVVV-
        int peer = start + PEER_AT;
        if (payload.u8(peer) == '-' && payload.u8(peer + 7) == '-') {
            said.say(EvidenceKind.SOFTWARE, payload.text(peer + 1, peer + 7));
        }
    }

    /// A dictionary in the order of its keys: `a`, `e`, `ip` or `r` first, and `y` with the kind of the message.
    private static boolean dht(Payload payload) {
        boolean begins = payload.startsWith("d1:ad2:id20:") || payload.startsWith("d1:rd2:id20:") || payload.startsWith("d2:ip") || payload.startsWith("d1:el") || payload.startsWith("d1:ad3:") || payload.startsWith("d1:rd");
        return begins && payload.contains("1:y1:", payload.length());
    }

    private static void local(Payload payload, Statements said) {
        for (int at = payload.indexOf('\n', 0, LINE); at >= 0; at = payload.indexOf('\n', at + 1, LINE)) {
            if (payload.is(at, LOCAL_HASH)) {
                said.say(EvidenceKind.INFO_HASH, payload.text(at + LOCAL_HASH.length(), at + LOCAL_HASH.length() + 2 * HASH_BYTES).toLowerCase(java.util.Locale.ROOT));
            }
        }
    }

    /// BEP 29: a SYN begins a stream with sequence number 1 and acknowledges nothing; an extension, if there is one, is a short selective acknowledgement or bits.
    private static boolean utp(Payload payload) {
        int extension = payload.u8(1);
        boolean bare = extension == 0 && payload.length() == UTP_HEADER;
        boolean extended = (extension == 1 || extension == 2) && payload.u8(UTP_HEADER) == 0 && payload.length() == UTP_HEADER + 2 + payload.u8(UTP_HEADER + 1);
        return payload.u8(0) == UTP_SYN && (bare || extended) && payload.u16(16) == 1 && payload.u32(8) == 0;
    }
}
