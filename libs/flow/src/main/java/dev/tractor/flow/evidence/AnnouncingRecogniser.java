package dev.tractor.flow.evidence;

import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/// A control protocol: as long as its flow lives, its messages name the endpoints of other flows. Each message is read whole, though it may come in several TCP segments, or several of them
/// in one.
final class AnnouncingRecogniser extends Recogniser {
    /// Longer messages are read as far as they are there.
    private static final int MAX_MESSAGE = 8_192;

    private final Recogniser form;
    private final ToIntFunction<Payload> framing;
    private final BiConsumer<Payload, Statements> announcer;

    /// @param form knows the protocol by its first messages
    /// @param framing where the message at the begin of a TCP payload ends, beyond the payload when the rest is missing; 0 where the flow turns to something else
    /// @param announcer reads endpoints from a message
    AnnouncingRecogniser(Recogniser form, ToIntFunction<Payload> framing, BiConsumer<Payload, Statements> announcer) {
        this.form = form;
        this.framing = framing;
        this.announcer = announcer;
    }

    @Override
    public String protocol() {
        return form.protocol();
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int end = payload.udp() ? payload.length() : framing.applyAsInt(payload);
        boolean incomplete = end > payload.length() && !payload.last() && payload.length() < MAX_MESSAGE;
        Payload message = end <= 0 || end >= payload.length() ? payload : payload.within(0, end);
        Verdict verdict = form.look(message, incomplete ? new Statements() : said, names);
        if (verdict == Verdict.MORE || verdict == Verdict.NO && !said.isProtocol(protocol())) {
            return verdict;
        }
        if (end <= 0) {
            return Verdict.DONE;
        }
        if (incomplete) {
            return payload.want(end);
        }
        announcer.accept(message, said);
        payload.leave(end);
        return Verdict.GO_ON;
    }
}
