package dev.tractor.flow.evidence;

import java.util.function.Predicate;

/// A protocol that a fixed form of its first message gives away.
final class FormRecogniser extends Recogniser {
    private final String protocol;

    FormRecogniser(String protocol, Predicate<Payload> form) {
        super(form, false);
        this.protocol = protocol;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        return mayKnow(payload) ? Verdict.DONE : Verdict.NO;
    }
}
