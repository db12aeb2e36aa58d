package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// NetBIOS name and datagram service (RFC 1002, 4.2 and 4.4): the name of the host that registers or sends, and SMB within datagrams.
final class NetBiosRecogniser extends Recogniser {
    private static final int NAME_SERVICE = 137;
    private static final int NAME_HEADER = 12;
    private static final int DATAGRAM_HEADER = 14;
    /// 32 half-byte characters between a length and a zero.
    private static final int ENCODED_NAME = 34;
    private static final int OPCODE_REGISTRATION = 5;
    private static final int OPCODE_REFRESH = 8;
    private static final String SMB = "\u00FFSMB";

    @Override
    public String protocol() {
        return "netbios";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        return payload.port(NAME_SERVICE) ? name(payload, said) : datagram(payload, said);
    }

    private static Verdict name(Payload payload, Statements said) {
        int opcode = payload.u8(2) >> 3 & 0xF;
        int records = payload.u16(4) + payload.u16(6) + payload.u16(8) + payload.u16(10);
        if (payload.length() < NAME_HEADER || records < 1 || records > 255) {
            return Verdict.NO;
        }
        boolean own = opcode == OPCODE_REGISTRATION || opcode == OPCODE_REFRESH;
        if (own && payload.u8(NAME_HEADER) == ENCODED_NAME - 2) {
            said.say(EvidenceKind.HOST_NAME, decoded(payload, NAME_HEADER + 1));
        }
        return Verdict.GO_ON;
    }

    private static Verdict datagram(Payload payload, Statements said) {
        int type = payload.u8(0);
        if (type < 0x10 || type > 0x16 || payload.u16(8) != 138) {
            return Verdict.NO;
        }
        if (payload.u8(DATAGRAM_HEADER) == ENCODED_NAME - 2) {
            said.say(EvidenceKind.HOST_NAME, decoded(payload, DATAGRAM_HEADER + 1));
        }
        if (payload.is(DATAGRAM_HEADER + 2 * ENCODED_NAME, SMB)) {
            said.say(EvidenceKind.APPLICATION, "smb");
        }
        return Verdict.DONE;
    }

    /// RFC 1001, 14.1: each half byte is a letter from A on; the sixteenth byte is a type.
    private static String decoded(Payload payload, int from) {
        StringBuilder name = new StringBuilder();
        for (int at = from; at < from + 30; at += 2) {
            int c = (payload.u8(at) - 'A') << 4 | payload.u8(at + 1) - 'A';
            if (c < ' ' || c > '~') {
                break;
            }
            name.append((char) c);
        }
        return name.toString().strip();
    }
}
