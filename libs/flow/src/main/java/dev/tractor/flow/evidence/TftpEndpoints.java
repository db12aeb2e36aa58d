package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.LinkKind;

/// TFTP answers a request from a new port, to the socket that asked (RFC 1350, section 4).
final class TftpEndpoints {
    private static final int UDP = 17;
    private static final int READ_REQUEST = 1;
    private static final int WRITE_REQUEST = 2;

    private TftpEndpoints() {}

    static void read(Payload payload, Statements said) {
        int operation = payload.u16(0);
        int nameEnd = payload.indexOf(0, 2, payload.length());
        if (payload.fromClient() && nameEnd > 2 && (operation == READ_REQUEST || operation == WRITE_REQUEST)) {
            said.announce(new Announced(LinkKind.TFTP_TRANSFER, UDP, null, payload.clientPort(), (operation == READ_REQUEST ? "RRQ " : "WRQ ") + payload.text(2, nameEnd)));
        }
    }
}
