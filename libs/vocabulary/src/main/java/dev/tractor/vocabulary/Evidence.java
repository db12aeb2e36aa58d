package dev.tractor.vocabulary;

import java.util.Objects;

/// One statement that the traffic makes about the application behind a flow.
///
/// @param kind what kind of statement
/// @param value printable text of 1 to [#MAX_LENGTH] characters; host names in lower case without a trailing dot
/// @param packet which of the flow's packets said it, counted from 1 over both directions; 0 when that is not known
public record Evidence(EvidenceKind kind, String value, int packet) {
    /// A DNS name has at most 253 characters and a user agent rarely more; longer values are cut here.
    public static final int MAX_LENGTH = 255;

    public Evidence {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
        if (packet < 0) {
            throw new IllegalArgumentException("packets are counted from 1, not " + packet);
        }
    }

    /// A statement of which it is not known when it was made.
    public Evidence(EvidenceKind kind, String value) {
        this(kind, value, 0);
    }
}
