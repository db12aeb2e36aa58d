package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// SOCKS 4, 4a and 5 (RFC 1928): where the proxy shall connect to.
final class SocksRecogniser implements Recogniser {
    private static final int LAST_METHOD = 9;
    private static final int MAX_USER = 255;

    @Override
    public String protocol() {
        return "socks";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        if (!payload.fromClient()) {
            boolean chosen = payload.u8(0) == 5 && payload.length() == 2 && said.has(EvidenceKind.PROTOCOL);
            return chosen ? Verdict.DONE : Verdict.NO;
        }
        return payload.u8(0) == 4 ? four(payload, said) : five(payload, said);
    }

    private static Verdict five(Payload payload, Statements said) {
        boolean known = said.has(EvidenceKind.PROTOCOL);
        if (known && payload.u16(0) == 0x0501 && payload.u8(2) == 0) {
            request(payload, said);
            return Verdict.DONE;
        }
        int methods = payload.u8(1);
        boolean greeting = payload.u8(0) == 5 && methods >= 1 && methods <= LAST_METHOD && payload.length() == 2 + methods;
        for (int at = 2; at < 2 + methods && greeting; at++) {
            greeting = payload.u8(at) <= LAST_METHOD || payload.u8(at) >= 0x80 && payload.port(1080);
        }
        return greeting ? Verdict.GO_ON : Verdict.NO;
    }

    private static void request(Payload payload, Statements said) {
        int name = payload.u8(4);
        if (payload.u8(3) == 3 && payload.u16(5 + name) > 0) {
            said.say(EvidenceKind.TARGET, payload.text(5, 5 + name) + ':' + payload.u16(5 + name));
        } else if (payload.u8(3) == 1 && payload.u16(8) > 0) {
            said.say(EvidenceKind.TARGET, address(payload, 4) + ':' + payload.u16(8));
        }
    }

    /// SOCKS 4: port, address, user name; a last zero. In 4a the address 0.0.0.x stands for the name that follows.
    private static Verdict four(Payload payload, Statements said) {
        int user = payload.indexOf(0, 8, 8 + MAX_USER);
        boolean form = (payload.u8(1) == 1 || payload.u8(1) == 2) && payload.u16(2) > 0 && user > 0 && payload.u8(payload.length() - 1) == 0;
        boolean named = payload.u24(4) == 0 && payload.u8(7) > 0;
        if (!form || !named && user != payload.length() - 1 || payload.u32(4) == 0) {
            return Verdict.NO;
        }
        said.say(EvidenceKind.TARGET, (named ? payload.text(user + 1, payload.length() - 1) : address(payload, 4)) + ':' + payload.u16(2));
        return Verdict.DONE;
    }

    private static String address(Payload payload, int at) {
        return payload.u8(at) + "." + payload.u8(at + 1) + '.' + payload.u8(at + 2) + '.' + payload.u8(at + 3);
    }
}
