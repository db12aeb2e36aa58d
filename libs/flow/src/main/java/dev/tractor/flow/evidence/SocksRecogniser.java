package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;

/// SOCKS 4, 4a and 5 (RFC 1928): where the proxy shall connect to. Behind that it carries what the client says there.
final class SocksRecogniser extends Recogniser {
    private static final String PROTOCOL = "socks";
    private static final int LAST_METHOD = 9;
    private static final int MIN_REQUEST = 10;
    private static final int ANSWER_OF_4 = 8;
    private static final int GRANTED_BY_4 = 0x5A;
    private static final int MAX_USER = 255;

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        if (!payload.fromClient()) {
            return said.isProtocol(protocol()) ? answer(payload) : Verdict.NO;
        }
        return payload.u8(0) == 4 ? four(payload, said) : five(payload, said);
    }

    /// The method that the proxy chose, its word on a password, or its answer to the request; behind that comes what it passes on.
    private static Verdict answer(Payload payload) {
        if (payload.u8(0) == 0) {
            payload.leave(ANSWER_OF_4);
            return payload.u8(1) == GRANTED_BY_4 ? Verdict.CARRIES : Verdict.DONE;
        }
        if (payload.length() == 2) {
            return Verdict.GO_ON;
        }
        payload.leave(behindAddress(payload));
        return payload.u16(0) == 0x0500 ? Verdict.CARRIES : Verdict.DONE;
    }

    /// RFC 1928, 4 and 6: an IPv4 address, a name, or an IPv6 address, and a port behind it.
    private static int behindAddress(Payload payload) {
        return switch (payload.u8(3)) {
            case 1 -> 10;
            case 3 -> 7 + payload.u8(4);
            default -> 22;
        };
    }

    private static Verdict five(Payload payload, Statements said) {
        boolean known = said.isProtocol(PROTOCOL);
        if (known && payload.u8(0) == 5 && payload.u8(1) >= 1 && payload.u8(1) <= 3 && payload.u8(2) == 0 && payload.length() >= MIN_REQUEST) {
            request(payload, said);
            payload.leave(behindAddress(payload));
            return Verdict.CARRIES;
        }
        if (known && payload.u8(0) == 1) {
            // RFC 1929: name and password
            return Verdict.GO_ON;
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
        return Verdict.CARRIES;
    }

    private static String address(Payload payload, int at) {
        return payload.u8(at) + "." + payload.u8(at + 1) + '.' + payload.u8(at + 2) + '.' + payload.u8(at + 3);
    }
}
