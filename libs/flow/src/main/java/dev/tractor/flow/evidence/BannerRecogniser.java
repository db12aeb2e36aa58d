package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.function.Predicate;

/// A protocol whose sides greet each other with a line of text.
final class BannerRecogniser implements Recogniser {
    private static final int MAX_LINE = 255;

    private final String protocol;
    private final Predicate<Payload> greeting;

    BannerRecogniser(String protocol, Predicate<Payload> greeting) {
        this.protocol = protocol;
        this.greeting = greeting;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        if (payload.udp() || !greeting.test(payload)) {
            return Verdict.NO;
        }
        said.say(EvidenceKind.BANNER, payload.line(MAX_LINE));
        return Verdict.DONE;
    }
}
