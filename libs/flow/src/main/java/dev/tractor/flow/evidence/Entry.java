package dev.tractor.flow.evidence;

import java.util.function.Predicate;

/// A row of the table of recognisers: where its protocol can be at all, so that a payload is shown to few.
///
/// @param begins first bytes that are possible, each as a character; empty for all
/// @param ports one of which must be in play; empty when the form is enough
record Entry(Recogniser recogniser, boolean tcp, boolean udp, String begins, int... ports) {
    boolean fits(boolean overUdp, int firstByte) {
        return (overUdp ? udp : tcp) && (begins.isEmpty() || begins.indexOf(firstByte) >= 0);
    }

    boolean at(int port) {
        for (int possible : ports) {
            if (possible == port) {
                return true;
            }
        }
        return ports.length == 0;
    }

    static Entry tcp(Recogniser recogniser, String begins, int... ports) {
        return new Entry(recogniser, true, false, begins, ports);
    }

    static Entry tcp(String protocol, String begins, Predicate<Payload> form, int... ports) {
        return tcp(new FormRecogniser(protocol, form), begins, ports);
    }

    static Entry udp(Recogniser recogniser, String begins, int... ports) {
        return new Entry(recogniser, false, true, begins, ports);
    }

    static Entry udp(String protocol, String begins, Predicate<Payload> form, int... ports) {
        return udp(new FormRecogniser(protocol, form), begins, ports);
    }

    static Entry both(Recogniser recogniser, String begins, int... ports) {
        return new Entry(recogniser, true, true, begins, ports);
    }

    static Entry both(String protocol, String begins, Predicate<Payload> form, int... ports) {
        return both(new FormRecogniser(protocol, form), begins, ports);
    }

    /// A protocol that certain first bytes alone give away.
    static Entry tcp(String protocol, String magic) {
        return tcp(protocol, magic.substring(0, 1), p -> p.startsWith(magic));
    }

    static Entry udp(String protocol, String magic) {
        return udp(protocol, magic.substring(0, 1), p -> p.startsWith(magic));
    }

    static Entry both(String protocol, String magic) {
        return both(protocol, magic.substring(0, 1), p -> p.startsWith(magic));
    }

    /// These bytes as characters.
    static String bytes(int... values) {
        StringBuilder all = new StringBuilder();
        for (int value : values) {
            all.append((char) value);
        }
        return all.toString();
    }

    /// The characters from one to the other, both included.
    static String range(int first, int last) {
        StringBuilder all = new StringBuilder();
        for (int c = first; c <= last; c++) {
            all.append((char) c);
        }
        return all.toString();
    }
}
