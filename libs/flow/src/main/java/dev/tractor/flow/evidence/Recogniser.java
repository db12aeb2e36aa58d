package dev.tractor.flow.evidence;

/// Knows one protocol by the form of its payload.
public interface Recogniser {
    /// What a recogniser thinks of a payload.
    enum Verdict {
        /// Not this protocol.
        NO,
        /// It may be; show me a longer begin of this direction's stream.
        MORE,
        /// It is this protocol, and nothing more is to be learned from this direction.
        DONE,
        /// It is this protocol; show me later payloads too.
        GO_ON
    }

    /// The protocol's name in lower case, as evidence says it.
    String protocol();

    /// Looks at the begin of a direction's payload, or at a later one after [Verdict#GO_ON].
    Verdict look(Payload payload, Statements said, Names names);
}
