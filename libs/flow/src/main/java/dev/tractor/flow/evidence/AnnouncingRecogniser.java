package dev.tractor.flow.evidence;

import java.util.function.BiConsumer;

/// A control protocol: as long as its flow lives, its messages name the endpoints of other flows.
///
/// @param form knows the protocol by its first messages
/// @param announcer reads endpoints from a message
record AnnouncingRecogniser(Recogniser form, BiConsumer<Payload, Statements> announcer) implements Recogniser {
    @Override
    public String protocol() {
        return form.protocol();
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        Verdict verdict = form.look(payload, said, names);
        if (verdict == Verdict.MORE || verdict == Verdict.NO && !said.isProtocol(protocol())) {
            return verdict;
        }
        announcer.accept(payload, said);
        return Verdict.GO_ON;
    }
}
