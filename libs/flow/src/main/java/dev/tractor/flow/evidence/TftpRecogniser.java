package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.Locale;
import java.util.Set;

/// TFTP (RFC 1350): the file of a request; and the first block or acknowledgement of a transfer, which has ports of its own.
final class TftpRecogniser extends Recogniser {
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int ERROR = 5;
    private static final int LAST_ERROR = 8;
    /// RFC 2347.
    private static final int OPTIONS_ACKNOWLEDGED = 6;
    private static final long FIRST_BLOCK = 0x0003_0001L;
    private static final long REQUEST_ACKNOWLEDGED = 0x0004_0000L;
    private static final long FIRST_BLOCK_ACKNOWLEDGED = 0x0004_0001L;
    private static final int MAX_NAME = 255;
    private static final int FULL_BLOCK = 516;
    private static final Set<String> MODES = Set.of("octet", "netascii", "mail");
    private static final Set<String> OPTIONS = Set.of("blksize", "tsize", "timeout", "windowsize");

    @Override
    public String protocol() {
        return "tftp";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int operation = payload.u16(0);
        if (operation == READ || operation == WRITE) {
            return request(payload, said);
        }
        boolean acknowledgement = payload.length() == 4 && (payload.u32(0) == REQUEST_ACKNOWLEDGED || payload.u32(0) == FIRST_BLOCK_ACKNOWLEDGED);
        boolean block = payload.u32(0) == FIRST_BLOCK && (payload.length() == FULL_BLOCK || payload.port(69));
        boolean options = operation == OPTIONS_ACKNOWLEDGED && OPTIONS.contains(payload.text(2, Math.max(2, payload.indexOf(0, 2, MAX_NAME))).toLowerCase(Locale.ROOT));
        boolean error = operation == ERROR && payload.u16(2) <= LAST_ERROR && payload.indexOf(0, 4, MAX_NAME) == payload.length() - 1 && payload.u8(4) >= ' ';
        return acknowledgement || block || options || error ? Verdict.DONE : Verdict.NO;
    }

    private static Verdict request(Payload payload, Statements said) {
        int end = payload.indexOf(0, 2, MAX_NAME);
        int modeEnd = end < 0 ? -1 : payload.indexOf(0, end + 1, end + 10);
        if (end < 3 || modeEnd < 0 || !MODES.contains(payload.text(end + 1, modeEnd).toLowerCase(Locale.ROOT))) {
            return Verdict.NO;
        }
        said.say(EvidenceKind.FILE, payload.text(2, end));
        return Verdict.DONE;
    }
}
