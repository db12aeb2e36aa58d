package dev.tractor.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The contiguous block of TCP ports that begins with the one that `--port` names, all on the loopback interface.
record Ports(int first) {
    static final int DEFAULT_FIRST = 8080;

    /// In the order of the block.
    enum Use { API_GATEWAY, OBJECT_STORE, POSTGRES, KAFKA, KAFKA_CONTROLLER, FILE_REGISTRY, FLOW_EXTRACTOR, CLASSIFIER, STATS_SERVICE;
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final int LOWEST_UNPRIVILEGED = 1024;
    private static final int HIGHEST = 65_535;

    Ports {
        int highestFirst = HIGHEST - Use.values().length + 1;
        if (first < LOWEST_UNPRIVILEGED || first > highestFirst) {
            throw new Refusal("--port " + first + ": give a port from " + LOWEST_UNPRIVILEGED + " to " + highestFirst + "; it and the next "
                    + (Use.values().length - 1) + " are used");
        }
    }

    int of(Use use) {
        return first + use.ordinal();
    }

    /// Refuses to go on when somebody listens on one of the block.
    void requireFree() {
        String taken = Arrays.stream(Use.values()).filter(use -> !isFree(of(use))).map(use -> of(use) + " (" + use + ")").collect(Collectors.joining(", "));
        if (!taken.isEmpty()) {
            throw new Refusal("Port in use: " + taken + ". Stop what listens there, or choose another block of " + Use.values().length + " with --port P");
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
