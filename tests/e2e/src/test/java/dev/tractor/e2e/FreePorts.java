package dev.tractor.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/// Free ports of the loopback interface.
final class FreePorts {
    /// Below the range from which Linux takes the ports of outgoing connections.
    private static final int LOWEST = 20_000;
    private static final int RANGE = 10_000;

    private FreePorts() {}

    /// The first of `count` free ports in a row.
    static int inARow(int count) {
        Random random = new Random();
        while (true) {
            int first = LOWEST + random.nextInt(RANGE);
            if (allFree(first, count)) {
                return first;
            }
        }
    }

    private static boolean allFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                socket.setReuseAddress(true);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
