package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.LinkKind;
import java.util.Objects;

/// A flow said where another flow of the same application run will be.
///
/// @param kind what will tie the two
/// @param protocol IP protocol number of the other flow; 0 for any
/// @param address 4 or 16 bytes; null for the address of the side that said it
/// @param port 0 for any
/// @param evidence what was read, for people
public record Announced(LinkKind kind, int protocol, byte[] address, int port, String evidence) {
    public Announced {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(evidence, "evidence");
    }
}
