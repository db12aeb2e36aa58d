package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// STUN and TURN (RFC 8489, RFC 8656; without the cookie RFC 3489), and the RTP that shares their flow (RFC 7983), as DTLS and TURN channels do.
/// Some applications add attributes that only they send.
final class StunRecogniser extends Recogniser {
    private static final int PORT = 3_478;
    private static final int HEADER = 20;
    private static final long COOKIE = 0x2112A442L;
    private static final int FIRST_DTLS = 20;
    private static final int FIRST_CHANNEL = 0x40;
    private static final int FIRST_RTP = 0x80;
    private static final int LAST_RTP = 0xBF;
    private static final int REALM = 0x0014;
    private static final int SOFTWARE = 0x8022;
    private static final int MAX_ATTRIBUTES = 32;
    /// Attributes that every agent before RFC 5389 could send (RFC 3489, 11.2).
    private static final int LAST_CLASSIC_ATTRIBUTE = 0x0020;

    @Override
    public String protocol() {
        return "stun";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int first = payload.u8(0);
        boolean known = said.has(EvidenceKind.PROTOCOL);
        if (known && payload.udp() && first >= FIRST_DTLS) {
            return shared(payload, first, said);
        }
        // RFC 4571, 2: over TCP a length may precede each message.
        int start = !payload.udp() && payload.u16(0) == payload.length() - 2 && payload.u32(6) == COOKIE ? 2 : 0;
        int end = start + HEADER + Math.max(0, payload.u16(start + 2));
        boolean form = payload.u8(start) < FIRST_CHANNEL && payload.length() >= start + HEADER && payload.u16(start + 2) % 4 == 0 && end <= payload.length();
        boolean cookie = payload.u32(start + 4) == COOKIE;
        if (!form || !cookie && (end != payload.length() || !classic(payload, end))) {
            return Verdict.NO;
        }
        attributes(payload, start + HEADER, end, said);
        return payload.udp() ? Verdict.GO_ON : Verdict.DONE;
    }

    /// What comes on the same flow once STUN has opened it.
    private static Verdict shared(Payload payload, int first, Statements said) {
        if (first >= FIRST_RTP && first <= LAST_RTP && payload.length() >= 12) {
            said.say(EvidenceKind.PROTOCOL, "rtp");
            return Verdict.DONE;
        }
        return Verdict.GO_ON;
    }

    /// RFC 3489, 11.1: binding and shared-secret messages; the attributes are known and fill the message.
    private static boolean classic(Payload payload, int end) {
        int type = payload.u16(0) & ~0x0110;
        int at = HEADER;
        while (at + 4 <= end) {
            int attribute = payload.u16(at);
            boolean known = attribute <= LAST_CLASSIC_ATTRIBUTE || attribute >= 0x8000 && attribute <= 0x80FF || payload.port(PORT);
            if (attribute == 0 || !known) {
                return false;
            }
            at += 4 + (payload.u16(at + 2) + 3 & ~3);
        }
        return at == end && (type == 1 || type == 2 || type == 3 && payload.port(PORT)) && (payload.port(PORT) || payload.port(PORT + 1) || end > HEADER);
    }

    private static void attributes(Payload payload, int from, int end, Statements said) {
        int at = from;
        for (int i = 0; i < MAX_ATTRIBUTES && at + 4 <= end; i++) {
            int length = payload.u16(at + 2);
            attribute(payload, payload.u16(at), at + 4, Math.min(at + 4 + length, end), said);
            at += 4 + (length + 3 & ~3);
        }
    }

    private static void attribute(Payload payload, int type, int from, int to, Statements said) {
        switch (type) {
            case SOFTWARE -> software(payload.text(from, to), said);
            case REALM -> said.say(EvidenceKind.REALM, Statements.hostName(payload.text(from, to)));
            // Facebook's relays for WhatsApp calls.
            case 0x4000, 0x4001, 0x4002, 0x4003, 0x4004, 0x4007 -> said.say(EvidenceKind.APPLICATION, "whatsapp");
            case 0x0101, 0x0103 -> said.say(EvidenceKind.APPLICATION, "zoom");
            // [MS-TURN] 2.2.2: version, sequence, service quality, implementation version; [MS-ICE2] candidate identifier.
            case 0x8008, 0x8050, 0x8054, 0x8055, 0x8056, 0x8070, 0x8090, 0x8095 -> said.say(EvidenceKind.APPLICATION, "teams");
            // Google's WebRTC media servers (Duo, Meet).
            case 0xFF03 -> said.say(EvidenceKind.APPLICATION, "google-meet");
            case 0x1007 -> said.say(EvidenceKind.APPLICATION, "facetime");
            default -> { }
        }
    }

    private static void software(String software, Statements said) {
        said.say(EvidenceKind.SOFTWARE, software);
        if (software.startsWith("tailscale")) {
            said.say(EvidenceKind.APPLICATION, "tailscale");
        }
    }
}
