package dev.tractor.flow.evidence;

/// A recogniser whose form is too weak without a port in play.
record PortRecogniser(Recogniser recogniser, int[] ports) implements Recogniser {
    @Override
    public String protocol() {
        return recogniser.protocol();
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        for (int port : ports) {
            if (payload.port(port)) {
                return recogniser.look(payload, said, names);
            }
        }
        return Verdict.NO;
    }
}
