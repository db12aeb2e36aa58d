package dev.tractor.flow.evidence;

/// CAPWAP (RFC 5415, 4.2 and 4.3): a preamble says whether a header follows, or DTLS within which the same is spoken. Remembers what the DTLS's own recogniser does.
final class CapwapRecogniser extends Recogniser {
    private static final int PLAIN = 0;
    private static final int DTLS = 1;
    /// The preamble and three reserved bytes.
    private static final int DTLS_HEADER = 4;
    private static final int MIN_BYTES = 8;
    /// The discovery before the DTLS is in the clear; data always are.
    private static final int MAX_PLAIN = 16;

    private final DtlsRecogniser within = new DtlsRecogniser();
    private int plain;

    CapwapRecogniser() {
        super(null, true);
    }

    @Override
    public String protocol() {
        return "capwap";
    }

    @Override
    Recogniser ofFlow() {
        return new CapwapRecogniser();
    }

    @Override
    public int heldBytes() {
        return within.heldBytes();
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        if (payload.length() < MIN_BYTES || payload.u8(0) != PLAIN && payload.u8(0) != DTLS) {
            return Verdict.NO;
        }
        if (payload.u8(0) == PLAIN) {
            return ++plain < MAX_PLAIN ? Verdict.GO_ON : Verdict.DONE;
        }
        Verdict verdict = within.look(payload.part(DTLS_HEADER, payload.length()), said, names);
        return verdict == Verdict.NO ? Verdict.DONE : verdict;
    }
}
