package dev.tractor.fuzz;

import java.util.List;
import java.util.function.Supplier;

/// Everything that is fuzzed: what is done with an input, and the inputs to begin with.
enum FuzzTarget {
    PCAP(Captures::pcap, Seeds::pcap),
    PCAPNG(Captures::pcapng, Seeds::pcapng),
    GZIP(Captures::gzip, Seeds::gzip),
    ZSTD(Captures::zstd, Seeds::zstd),
    TIMES(Captures::times, Seeds::captures),
    DECODER(Frame::decode, Seeds::frames),
    FRAGMENTS(Fragmented::meter, Seeds::fragments),
    CONVERSATION(Conversation::meter, Seeds::conversations),
    DIALOGUE(Dialogue::meter, Seeds::dialogues),
    METER(Metering::meter, Seeds::capturesAndCases),
    EVIDENCE(Said::look, Seeds::payloads),
    HEADERS(Headers::read, Seeds::headers),
    INDEX(Index::read, Seeds::indexes);

    /// What is done with an input. Throws whatever is a finding.
    @FunctionalInterface
    interface Body {
        void run(byte[] input) throws Exception;
    }

    private final Body body;
    private final Supplier<List<byte[]>> seeds;

    FuzzTarget(Body body, Supplier<List<byte[]>> seeds) {
        this.body = body;
        this.seeds = seeds;
    }

    void run(byte[] input) throws Exception {
        body.run(input);
    }

    List<byte[]> seeds() {
        return seeds.get();
    }
}
