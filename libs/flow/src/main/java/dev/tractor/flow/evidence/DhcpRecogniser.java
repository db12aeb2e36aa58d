package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// DHCP (RFC 2131, options of RFC 2132): the client's host name and what it says it is (vendor class).
final class DhcpRecogniser extends Recogniser {
    private static final int COOKIE_AT = 236;
    private static final long COOKIE = 0x63825363L;
    private static final int PAD = 0;
    private static final int HOST_NAME = 12;
    private static final int VENDOR_CLASS = 60;
    private static final int CLIENT_FQDN = 81;
    private static final int FQDN_FLAGS_BYTES = 3;
    private static final int END = 255;

    @Override
    public String protocol() {
        return "dhcp";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        if (payload.u32(COOKIE_AT) != COOKIE) {
            boolean bootp = payload.port(67) && payload.port(68) && payload.length() >= COOKIE_AT;
            return bootp ? Verdict.GO_ON : Verdict.NO;
        }
        boolean request = payload.u8(0) == 1;
        for (int at = COOKIE_AT + 4; payload.u8(at) >= 0 && payload.u8(at) != END;) {
            int option = payload.u8(at);
            int length = option == PAD ? -1 : payload.u8(at + 1);
            int value = at + 2;
            if (request) {
                switch (option) {
                    case HOST_NAME -> said.say(EvidenceKind.HOST_NAME, payload.text(value, value + length));
                    case CLIENT_FQDN -> said.say(EvidenceKind.HOST_NAME, length > FQDN_FLAGS_BYTES ? payload.text(value + FQDN_FLAGS_BYTES, value + length) : "");
                    case VENDOR_CLASS -> said.say(EvidenceKind.SOFTWARE, payload.text(value, value + length));
                    default -> { }
                }
            }
            at = value + length;
        }
        return Verdict.GO_ON;
    }
}
