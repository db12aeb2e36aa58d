package dev.tractor.flow.evidence;

import java.util.function.Predicate;

/// A protocol that a fixed form of its first message gives away.
record FormRecogniser(String protocol, Predicate<Payload> form) implements Recogniser {
    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        return form.test(payload) ? Verdict.DONE : Verdict.NO;
    }
}
