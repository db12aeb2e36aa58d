package dev.tractor.training;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/// What is learnt from the 14 classes of ISCX VPN-nonVPN 2016: seven kinds of traffic, each with and without VPN.
public enum TrainingTask {
    /// The seven kinds of traffic without regard to VPN.
    CLASS7 {
        @Override
        String target(String kind, boolean vpn) {
            return kind;
        }
    },
    /// Through a VPN or not.
    VPN {
        @Override
        String target(String kind, boolean vpn) {
            return vpn ? "vpn" : "non-vpn";
        }
    },
    /// All fourteen.
    CLASS14 {
        @Override
        String target(String kind, boolean vpn) {
            return vpn ? "vpn-" + kind : kind;
        }
    };

    private static final String VPN_PREFIX = "VPN-";
    private static final Map<String, String> KINDS = Map.of(
            "BROWSING", "browsing", "CHAT", "chat", "FT", "file-transfer", "MAIL", "mail", "P2P", "p2p", "STREAMING", "streaming", "VOIP", "voip");

    abstract String target(String kind, boolean vpn);

    /// The class of this task for a value of the column `class14`: `VPN-FT` is `file-transfer`, `vpn` or `vpn-file-transfer`.
    ///
    /// @throws IllegalArgumentException for a value that is none of the fourteen
    public String target(String class14) {
        boolean vpn = class14.startsWith(VPN_PREFIX);
        String kind = KINDS.get(vpn ? class14.substring(VPN_PREFIX.length()) : class14);
        if (kind == null) {
            throw new IllegalArgumentException("class '" + class14 + "' is none of " + KINDS.keySet().stream().sorted().toList() + ", each also with " + VPN_PREFIX);
        }
        return target(kind, vpn);
    }

    /// `class7`, `vpn`, `class14`
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException for an unknown name, with the known ones in the message
    public static TrainingTask ofId(String id) {
        return Arrays.stream(values()).filter(task -> task.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("task '" + id + "' is none of " + Arrays.stream(values()).map(TrainingTask::id).toList()));
    }
}
