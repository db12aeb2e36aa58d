package dev.tractor.model;

import dev.tractor.vocabulary.Evidence;
import java.util.List;
import java.util.Map;

/// What a label is decided from.
///
/// @param protocol IP protocol number
/// @param clientAddress 4 or 16 bytes
/// @param serverAddress 4 or 16 bytes
/// @param clientPort 0 without ports
/// @param serverPort 0 without ports
/// @param evidence what the application said about itself
/// @param firstPayloadForward at most 64 bytes
/// @param firstPayloadBackward at most 64 bytes
/// @param spltLengths payload lengths of the first packets, negative backward
/// @param vectors feature vectors by profile name; NaN for missing
public record FlowFacts(
        int protocol, byte[] clientAddress, byte[] serverAddress, int clientPort, int serverPort, List<Evidence> evidence,
        byte[] firstPayloadForward, byte[] firstPayloadBackward, int[] spltLengths, Map<String, float[]> vectors) {
    private static final byte[] NO_BYTES = {};
    private static final int[] NO_LENGTHS = {};

    /// Of a flow whose first bytes nobody looks at.
    public FlowFacts(int protocol, byte[] clientAddress, byte[] serverAddress, int clientPort, int serverPort, List<Evidence> evidence, Map<String, float[]> vectors) {
        this(protocol, clientAddress, serverAddress, clientPort, serverPort, evidence, NO_BYTES, NO_BYTES, NO_LENGTHS, vectors);
    }
}
