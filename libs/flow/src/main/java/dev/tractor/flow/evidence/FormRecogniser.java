package dev.tractor.flow.evidence;

import java.util.function.Predicate;

/// A protocol that a fixed form of its first message gives away.
final class FormRecogniser extends Recogniser {
    private final String protocol;
    private final Predicate<Payload> form;

    FormRecogniser(String protocol, Predicate<Payload> form) {
        this.protocol = protocol;
        this.form = form;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        return form.test(payload) ? Verdict.DONE : Verdict.NO;
    }
}
