package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// DNS over UDP and TCP, mDNS and LLMNR (RFC 1035, RFC 6762, RFC 4795): questions, and what addresses the answers give to a name.
final class DnsRecogniser implements Recogniser {
    private static final int HEADER = 12;
    private static final int TYPE_A = 1;
    private static final int TYPE_AAAA = 28;
    private static final int CLASS_IN = 1;
    /// Compression pointers may only go back; this bounds how often.
    private static final int MAX_JUMPS = 16;
    private static final int MAX_RECORDS = 64;

    private final String protocol;

    DnsRecogniser(String protocol) {
        this.protocol = protocol;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int start = payload.udp() ? 0 : 2;
        if (!payload.udp() && payload.u16(0) > payload.length() - 2) {
            return payload.u16(0) < HEADER ? Verdict.NO : Verdict.MORE;
        }
        int flags = payload.u16(start + 2);
        int questions = payload.u16(start + 4);
        int answers = payload.u16(start + 6);
        boolean plausible = flags >= 0 && answers >= 0 && payload.length() >= start + HEADER && (flags >> 11 & 0xF) <= 6 && questions <= MAX_RECORDS && answers <= 1_000 && questions + answers > 0;
        if (!plausible) {
            return Verdict.NO;
        }
        StringBuilder name = new StringBuilder();
        int at = start + HEADER;
        String asked = "";
        for (int i = 0; i < questions; i++) {
            name.setLength(0);
            at = name(payload, start, at, name);
            if (at < 0 || payload.u16(at + 2) < 0) {
                return i == 0 ? Verdict.NO : Verdict.GO_ON;
            }
            String host = Statements.hostName(name.toString());
            said.say(EvidenceKind.DNS_QUERY, host);
            asked = i == 0 ? host : asked;
            at += 4;
        }
        answers(payload, start, at, Math.min(answers, MAX_RECORDS), asked, names);
        return Verdict.GO_ON;
    }

    /// An address belongs to the name that was asked for, whatever aliases stand between.
    private static void answers(Payload payload, int start, int from, int count, String asked, Names names) {
        int at = from;
        StringBuilder owner = new StringBuilder();
        for (int i = 0; i < count; i++) {
            owner.setLength(0);
            at = name(payload, start, at, owner);
            if (at < 0 || payload.u16(at + 8) < 0) {
                return;
            }
            int type = payload.u16(at);
            int length = payload.u16(at + 8);
            boolean address = (payload.u16(at + 2) & 0x7FFF) == CLASS_IN && (type == TYPE_A && length == 4 || type == TYPE_AAAA && length == 16);
            String name = asked.isEmpty() ? Statements.hostName(owner.toString()) : asked;
            if (address && !name.isEmpty() && at + 10 + length <= payload.length()) {
                names.resolved(payload.clientHigh(), payload.clientLow(), payload.copy(at + 10, at + 10 + length), name);
            }
            at += 10 + length;
        }
    }

    /// Appends a name's labels.
    ///
    /// @return index behind the name, or -1 when it is malformed
    private static int name(Payload payload, int start, int from, StringBuilder out) {
        int at = from;
        int end = -1;
        for (int jumps = 0; jumps <= MAX_JUMPS;) {
            int length = payload.u8(at);
            if (length < 0) {
                return -1;
            } else if (length == 0) {
                return end < 0 ? at + 1 : end;
            } else if (length >= 0xC0) {
                int target = start + (payload.u16(at) & 0x3FFF);
                if (payload.u16(at) < 0 || target >= at) {
                    return -1;
                }
                end = end < 0 ? at + 2 : end;
                at = target;
                jumps++;
            } else if (length > 63 || at + 1 + length > payload.length() || out.length() > 255) {
                return -1;
            } else {
                out.append(out.isEmpty() ? "" : ".").append(payload.text(at + 1, at + 1 + length));
                at += 1 + length;
            }
        }
        return -1;
    }
}
