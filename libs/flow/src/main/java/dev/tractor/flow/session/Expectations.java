package dev.tractor.flow.session;

import dev.tractor.vocabulary.LinkKind;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ThreadLocalRandom;

/// Endpoints and names that flows have announced for other flows, the newest [#MAX] of either; older ones are forgotten first.
final class Expectations {
    /// About 20 MB at most.
    static final int MAX = 65_536;
    /// How long an announced endpoint is waited for: a call may ring for two minutes before its media flow.
    static final long ENDPOINT_NANOS = 180_000_000_000L;
    /// How long a resolved address is taken to be used for its name: applications keep answers for longer than their time to live, but not for ever.
    static final long ANSWER_NANOS = 3_600_000_000_000L;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    /// Nobody can choose endpoints that meet in one place.
    private static final long SEED = ThreadLocalRandom.current().nextLong();

    /// @param from ordinal of the flow that announced it
    /// @param nanos when
    record Expectation(long from, LinkKind kind, String evidence, long nanos) {}

    private record Answer(long clientHigh, long clientLow, long high, long low) {
        @Override
        public int hashCode() {
            return hash(hash(clientHigh, clientLow), hash(high, low));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Answer answer && low == answer.low && clientLow == answer.clientLow && high == answer.high && clientHigh == answer.clientHigh;
        }
    }

    static int hash(long first, long second) {
        long mixed = (SEED ^ first) * MULTIPLIER;
        mixed = (mixed ^ mixed >>> 32 ^ second) * MULTIPLIER;
        return (int) (mixed ^ mixed >>> 32);
    }

    /// Ports that were ever announced.
    private final BitSet ports = new BitSet();

    private final SequencedMap<Endpoint, Expectation> endpoints = bounded();
    private final SequencedMap<Answer, Expectation> answers = bounded();

    private static <K> SequencedMap<K, Expectation> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Expectation> eldest) {
                return size() > MAX;
            }
        };
    }

    void expect(Endpoint endpoint, Expectation expectation) {
        ports.set(endpoint.port());
        endpoints.putLast(endpoint, expectation);
    }

    void answered(long clientHigh, long clientLow, long high, long low, Expectation expectation) {
        answers.putLast(new Answer(clientHigh, clientLow, high, low), expectation);
    }

    /// Whether that port was ever announced: most flows have none that was, and need not be looked for.
    boolean expects(int port) {
        return ports.get(port);
    }

    /// @return the flow that announced this endpoint within the time that is waited for it, or null
    Expectation at(int protocol, long high, long low, int port, long nanos) {
        return recent(endpoints.get(new Endpoint(protocol, high, low, port)), nanos, ENDPOINT_NANOS);
    }

    /// @return the DNS flow that gave this client that address, or null
    Expectation answer(long clientHigh, long clientLow, long high, long low, long nanos) {
        return answers.isEmpty() ? null : recent(answers.get(new Answer(clientHigh, clientLow, high, low)), nanos, ANSWER_NANOS);
    }

    private static Expectation recent(Expectation found, long nanos, long within) {
        return found == null || nanos - found.nanos > within ? null : found;
    }
}
