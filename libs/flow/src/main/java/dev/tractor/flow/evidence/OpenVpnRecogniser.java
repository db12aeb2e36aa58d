package dev.tractor.flow.evidence;

/// OpenVPN ("Data channel and control channel", draft-openvpn-wire-protocol): the hard reset that opens a session, over UDP and with a length before it over TCP.
/// It is followed by nothing (no tls-auth), or by an HMAC (tls-auth) or a packet number and a time first (tls-crypt).
final class OpenVpnRecogniser extends Recogniser {
    private static final int RESET_CLIENT_1 = 1;
    private static final int RESET_SERVER_1 = 2;
    private static final int RESET_CLIENT_2 = 7;
    private static final int RESET_SERVER_2 = 8;
    private static final int RESET_CLIENT_3 = 10;
    private static final int SESSION_END = 9;
    /// MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512.
    private static final int[] HMAC_BYTES = {16, 20, 28, 32, 48, 64};
    /// Seconds of 2001 and of 2106: when a packet can have been sent.
    private static final long EARLIEST = 1_000_000_000L;

    @Override
    public String protocol() {
        return "openvpn";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int start = payload.udp() ? 0 : 2;
        int length = payload.length() - start;
        if (!payload.udp() && (payload.u16(0) < 14 || payload.u16(0) > length)) {
            return Verdict.NO;
        }
        length = payload.udp() ? length : payload.u16(0);
        int opcode = payload.u8(start) >> 3;
        boolean client = opcode == RESET_CLIENT_1 || opcode == RESET_CLIENT_2 || opcode == RESET_CLIENT_3;
        boolean server = opcode == RESET_SERVER_1 || opcode == RESET_SERVER_2;
        if (!client && !server || (payload.u8(start) & 7) != 0) {
            return Verdict.NO;
        }
        boolean plain = client ? length == 14 && payload.u8(start + SESSION_END) == 0 && payload.u32(start + 10) == 0 : payload.u8(start + SESSION_END) == 1 && length == 26 && payload.u32(start + 10) == 0;
        return plain || authenticated(payload, start, length) || encrypted(payload, start, length) ? Verdict.DONE : Verdict.NO;
    }

    private static boolean authenticated(Payload payload, int start, int length) {
        for (int hmac : HMAC_BYTES) {
            int at = start + SESSION_END + hmac;
            boolean numbered = payload.u32(at) >= 1 && payload.u32(at) <= 16 && payload.u32(at + 4) > EARLIEST;
            int acknowledgements = payload.u8(at + 8);
            int expected = SESSION_END + hmac + 9 + (acknowledgements == 1 ? 12 : 0) + 4;
            if (numbered && (acknowledgements == 0 || acknowledgements == 1) && length == expected) {
                return true;
            }
        }
        return false;
    }

    private static boolean encrypted(Payload payload, int start, int length) {
        long number = payload.u32(start + SESSION_END);
        boolean first = number == 1 || number == 0x0F000001L;
        return first && payload.u32(start + SESSION_END + 4) > EARLIEST && length >= 54;
    }
}
