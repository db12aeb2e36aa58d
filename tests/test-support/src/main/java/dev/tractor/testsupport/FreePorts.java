package dev.tractor.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.BitSet;
import java.util.Random;

/// Free ports of the loopback interface, none given out twice.
public final class FreePorts {
    /// Below the range from which Linux takes the ports of outgoing connections.
    private static final int LOWEST = 20_000;
    private static final int RANGE = 10_000;

    /// Given out already, but perhaps not taken yet.
    private static final BitSet GIVEN = new BitSet();

    private FreePorts() {}

    /// The first of `count` free ports in a row.
    public static synchronized int inARow(int count) {
        Random random = new Random();
        while (true) {
            int first = LOWEST + random.nextInt(RANGE);
            if (GIVEN.get(first, first + count).isEmpty() && allFree(first, count)) {
                GIVEN.set(first, first + count);
                return first;
            }
        }
    }

    public static int one() {
        return inARow(1);
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
