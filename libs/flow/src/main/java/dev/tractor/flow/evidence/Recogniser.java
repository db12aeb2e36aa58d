package dev.tractor.flow.evidence;

import java.util.function.Predicate;

/// Knows one protocol by the form of its payload. One object serves all flows, unless it remembers something of a flow ([#ofFlow]).
public abstract class Recogniser {
    /// What a recogniser thinks of a payload.
    public enum Verdict {
        /// Not this protocol.
        NO,
        /// It may be; show me a longer begin of this direction's stream ([Payload#want]). Means [#DONE] where nothing more can come ([Payload#last]).
        MORE,
        /// It is this protocol, and nothing more is to be learned from this direction.
        DONE,
        /// It is this protocol; show me the next payload too, or what I left of this one ([Payload#leave]).
        GO_ON,
        /// It is this protocol, and what follows in this direction, or what I left of this payload, is another one that it carries.
        CARRIES
    }

    private final Predicate<Payload> form;
    private final boolean remembers;

    Recogniser() {
        this(null, false);
    }

    /// @param form without which a payload is no begin of this protocol; null where only [#look] tells
    /// @param remembers whether each flow has its own ([#ofFlow])
    Recogniser(Predicate<Payload> form, boolean remembers) {
        this.form = form;
        this.remembers = remembers;
    }

    /// A first look, which costs less than [#look]: false when the answer would be no.
    public final boolean mayKnow(Payload payload) {
        return form == null || form.test(payload);
    }

    /// The recogniser for one flow that may be of this protocol.
    public final Recogniser forFlow() {
        return remembers ? ofFlow() : this;
    }

    /// The protocol's name in lower case, as evidence says it.
    public abstract String protocol();

    /// Looks at the begin of a direction's payload, or at a later one after [Verdict#GO_ON].
    public abstract Verdict look(Payload payload, Statements said, Names names);

    /// An own one for a flow, if it remembers what the flow's packets said.
    Recogniser ofFlow() {
        return this;
    }

    /// True when TLS or DTLS may begin later in a flow of this protocol: after STARTTLS, in a tunnel, beside STUN.
    public boolean mayCarryTls() {
        return true;
    }

    /// About how many bytes of heap it remembers.
    public int heldBytes() {
        return 0;
    }
}
