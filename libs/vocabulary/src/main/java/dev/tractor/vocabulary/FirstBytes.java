package dev.tractor.vocabulary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `bytes-1`: what a flow says before anybody understands it, its first payload bytes and the lengths of its first payloads. No ports and no addresses: those have rules of their own.
public final class FirstBytes {
    /// Of each direction: enough for the fixed part of the headers that protocols begin with.
    static final int BYTES = 32;
    /// Packets with payload.
    static final int LENGTHS = 16;

    /// The profile. Its vectors come from what events carry of every flow, so that they need not be sent.
    public static final FeatureProfile PROFILE = new FeatureProfile(
            "bytes-1", "The first payload bytes of both directions and the lengths of the first payloads, of a flow as the flow model cuts it.", features());

    private FirstBytes() {}

    private static List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("protocol", "1", "IP protocol number."));
        for (String direction : List.of("fwd", "bwd")) {
            String side = direction.equals("fwd") ? "initiator" : "responder";
            for (int i = 1; i <= BYTES; i++) {
                features.add(new Feature("byte_" + direction + "_" + i, "1", "Byte " + i + " of the first payload of the " + side + ", 0 to 255; missing behind its end."));
            }
        }
        for (int i = 1; i <= LENGTHS; i++) {
            features.add(new Feature("payload_" + i, "bytes", "Payload length of packet " + i + " with payload, negative from the responder, among the first 32 packets; missing behind the last."));
        }
        return features;
    }

    /// @param protocol IP protocol number
    /// @param forward first payload bytes of the initiator
    /// @param backward first payload bytes of the responder
    /// @param lengths payload lengths of the first packets, negative from the responder
    /// @return a vector of [#PROFILE], or null where there is no payload at all
    public static float[] vector(int protocol, byte[] forward, byte[] backward, int[] lengths) {
        if (forward.length == 0 && backward.length == 0) {
            return null;
        }
        float[] vector = new float[PROFILE.size()];
        Arrays.fill(vector, Float.NaN);
        vector[0] = protocol;
        write(forward, vector, 1);
        write(backward, vector, 1 + BYTES);
        int at = 1 + 2 * BYTES;
        for (int i = 0; i < lengths.length && at < vector.length; i++) {
            if (lengths[i] != 0) {
                vector[at++] = lengths[i];
            }
        }
        return vector;
    }

    private static void write(byte[] payload, float[] vector, int at) {
        for (int i = 0; i < Math.min(BYTES, payload.length); i++) {
            vector[at + i] = Byte.toUnsignedInt(payload[i]);
        }
    }

    /// After how many of a flow's packets its vector does not change any more.
    ///
    /// @param lengths payload lengths of the first packets, negative from the responder
    public static int packets(int[] lengths) {
        int payloads = 0;
        int packet = 0;
        while (packet < lengths.length && payloads < LENGTHS) {
            payloads += lengths[packet++] == 0 ? 0 : 1;
        }
        return packet;
    }
}
