package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.function.Predicate;

/// A protocol whose sides greet each other with a line of text, and whose user may give a name (RFC 959, RFC 1939).
final class BannerRecogniser extends Recogniser {
    private static final int MAX_LINE = 255;
    private static final String USER = "USER ";

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
        if (payload.startsWith(USER) && !payload.startsWith("USER anonymous")) {
            int end = payload.indexOf('\n', 0, MAX_LINE);
            said.say(EvidenceKind.USER, payload.text(USER.length(), end < 0 ? MAX_LINE : end));
        }
        if (payload.udp() || !greeting.test(payload)) {
            return Verdict.NO;
        }
        said.say(EvidenceKind.BANNER, payload.line(MAX_LINE));
        return Verdict.DONE;
    }
}
