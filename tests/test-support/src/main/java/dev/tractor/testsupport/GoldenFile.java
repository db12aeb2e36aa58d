package dev.tractor.testsupport;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reference figures of a capture that Wireshark's tools made; `tests/golden/make-golden` tells the format.
///
/// @param capture path within the corpus
/// @param conversations sums of both directions by protocol and sides
public record GoldenFile(
        String capture, long packets, long tcpPackets, long udpPackets, BigDecimal timeStart, BigDecimal timeEnd, SortedMap<String, Conversation> conversations) {

    /// Counters of a TCP or UDP conversation, whose side a sorts before side b.
    public record Conversation(long packetsAb, long bytesAb, long packetsBa, long bytesBa) {
        public Conversation plus(Conversation other) {
            return new Conversation(packetsAb + other.packetsAb, bytesAb + other.bytesAb, packetsBa + other.packetsBa, bytesBa + other.bytesBa);
        }

        public Conversation turned() {
            return new Conversation(packetsBa, bytesBa, packetsAb, bytesAb);
        }
    }

    /// The golden files, seen from the folder of any module's tests.
    ///
    /// @param root the repository's root
    public static List<Path> all(Path root) throws IOException {
        try (var files = Files.list(root.resolve("tests/golden"))) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        }
    }

    public static GoldenFile read(Path file) throws IOException {
        Map<String, String> figures = new HashMap<>();
        SortedMap<String, Conversation> conversations = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split("\t");
            if (words[0].equals("conversation")) {
                conversations.put(
                        key(words[1], words[2], words[3], words[4], words[5]),
                        new Conversation(Long.parseLong(words[6]), Long.parseLong(words[7]), Long.parseLong(words[8]), Long.parseLong(words[9])));
            } else if (!line.startsWith("#")) {
                figures.put(words[0], words[1]);
            }
        }
        return new GoldenFile(
                figures.get("capture"), Long.parseLong(figures.get("packets")), Long.parseLong(figures.get("tcp_packets")), Long.parseLong(figures.get("udp_packets")),
                new BigDecimal(figures.get("time_start")), new BigDecimal(figures.get("time_end")), conversations);
    }

    public static String key(String protocol, String addressA, String portA, String addressB, String portB) {
        return String.join(" ", protocol, addressA, portA, addressB, portB);
    }
}
