package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// PostgreSQL (protocol 3, "Message Formats"): user and database of the startup message; requests for TLS, GSSAPI and cancellation.
final class PostgreSqlRecogniser extends Recogniser {
    private static final int PARAMETERS = 8;
    private static final long VERSION_3 = 0x0003_0000L;
    private static final long CANCEL = 80_877_102L;
    private static final long TLS = 80_877_103L;
    private static final long GSSAPI = 80_877_104L;

    @Override
    public String protocol() {
        return "postgresql";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        long code = payload.u32(4);
        if (payload.u32(0) != payload.length()) {
            return Verdict.NO;
        }
        if (code == VERSION_3) {
            parameters(payload, said);
            return Verdict.DONE;
        }
        // The startup message comes once the server has answered, in the clear where it declined.
        return code == TLS || code == GSSAPI ? Verdict.GO_ON : code == CANCEL && payload.length() == 16 ? Verdict.DONE : Verdict.NO;
    }

    private static void parameters(Payload payload, Statements said) {
        for (int at = PARAMETERS; payload.u8(at) > 0;) {
            int name = payload.indexOf(0, at, payload.length());
            int value = payload.indexOf(0, name + 1, payload.length());
            if (name < 0 || value < 0) {
                return;
            }
            switch (payload.text(at, name)) {
                case "user" -> said.say(EvidenceKind.USER, payload.text(name + 1, value));
                case "database" -> said.say(EvidenceKind.DATABASE, payload.text(name + 1, value));
                case "application_name" -> said.say(EvidenceKind.SOFTWARE, payload.text(name + 1, value));
                default -> { }
            }
            at = value + 1;
        }
    }
}
