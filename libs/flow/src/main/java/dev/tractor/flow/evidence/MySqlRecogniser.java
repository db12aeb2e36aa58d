package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// MySQL and MariaDB (client/server protocol, "Connection Phase"): version of the server's greeting, user of the client's answer.
final class MySqlRecogniser extends Recogniser {
    private static final int HEADER = 4;
    private static final int PROTOCOL_10 = 10;
    private static final int MAX_VERSION = 80;
    private static final long CLIENT_PROTOCOL_41 = 0x200;
    /// Capabilities, packet limit, character set, reserved bytes.
    private static final int USER_AT = HEADER + 32;
    private static final int MAX_USER = 80;

    @Override
    public String protocol() {
        return "mysql";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int length = payload.u16le(0) | payload.u8(2) << 16;
        if (length < 1 || length + HEADER > payload.length()) {
            return Verdict.NO;
        }
        int end = payload.indexOf(0, HEADER + 1, HEADER + MAX_VERSION);
        boolean greeting = payload.u8(3) == 0 && payload.u8(HEADER) == PROTOCOL_10 && end > HEADER + 3 && Character.isDigit(payload.u8(HEADER + 1)) && payload.indexOf('.', HEADER + 1, end) > 0;
        if (greeting) {
            said.say(EvidenceKind.SOFTWARE, payload.text(HEADER + 1, end));
            return Verdict.DONE;
        }
        boolean refusal = payload.port(3306) && payload.u8(3) == 0 && payload.u8(HEADER) == 0xFF;
        boolean login = payload.u8(3) == 1 && (payload.u32le(HEADER) & CLIENT_PROTOCOL_41) != 0 && said.has(EvidenceKind.SOFTWARE);
        if (login) {
            said.say(EvidenceKind.USER, payload.text(USER_AT, Math.max(USER_AT, payload.indexOf(0, USER_AT, USER_AT + MAX_USER))));
        }
        return login || refusal ? Verdict.DONE : Verdict.NO;
    }
}
