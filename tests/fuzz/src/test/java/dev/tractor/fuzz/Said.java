package dev.tractor.fuzz;

import dev.tractor.flow.evidence.Names;
import dev.tractor.flow.evidence.Payload;
import dev.tractor.flow.evidence.Recogniser;
import dev.tractor.flow.evidence.Recognisers;
import dev.tractor.flow.evidence.Statements;
import dev.tractor.vocabulary.Evidence;
import java.util.Arrays;
import java.util.List;

/// The recognisers of evidence: the first byte says transport and direction, the second picks a well-known port, the rest is payload.
final class Said {
    private static final int[] PORTS = {40_000, 53, 5353, 5355, 25, 21, 110, 143, 67, 546, 123, 161, 137, 138, 69, 514, 1812, 1194, 500, 4500, 3389, 389, 88, 3306, 6379, 27_017, 11_211, 179,
        1080, 23, 1935, 1900, 443, 80, 5060, 554, 3478, 5222, 1883, 5672, 6667, 8080};
    private static final int MARGIN = 64;

    private Said() {}

    static void look(byte[] input) {
        if (input.length < 3) {
            return;
        }
        List<Evidence> said = look(input, (byte) 0);
        said.forEach(Metering::check);
        Check.same(said, look(input, (byte) 'A'), "bytes around the payload were read");
    }

    private static List<Evidence> look(byte[] input, byte poison) {
        byte[] memory = new byte[input.length - 2 + 2 * MARGIN];
        Arrays.fill(memory, poison);
        System.arraycopy(input, 2, memory, MARGIN, input.length - 2);
        Payload payload = new Payload().of(memory, MARGIN, input.length - 2);
        payload.flow((input[0] & 1) != 0, (input[0] & 2) != 0, 50_000, wellKnownPort(input[1]));
        Statements said = new Statements();
        Names names = new Names();
        for (Recogniser recogniser : Recognisers.candidates(payload)) {
            recogniser.look(payload, said, names);
        }
        return said.all();
    }

    static int wellKnownPort(byte place) {
        return PORTS[(place & 0xff) % PORTS.length];
    }

    /// Place of a port, as the second byte of an input.
    static byte port(int port) {
        for (int i = 0; i < PORTS.length; i++) {
            if (PORTS[i] == port) {
                return (byte) i;
            }
        }
        throw new IllegalArgumentException("no port " + port);
    }
}
