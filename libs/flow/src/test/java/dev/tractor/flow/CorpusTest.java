package dev.tractor.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tractor.packet.CaptureFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Real captures: the sums close, and packets, bytes and flows are those that others counted. What differs is listed with its reason in `ndpi-deviations.tsv`.
class CorpusTest {
    private static final Path CORPUS = Path.of(System.getProperty("tractor.corpus", ""));
    private static final Path NDPI = CORPUS.resolve("ndpi");
    private static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int SIMPLE_PACKET = 3;
    private static final Map<String, Integer> PROTOCOLS = Map.ofEntries(
            Map.entry("TCP", 6), Map.entry("UDP", 17), Map.entry("ICMP", 1), Map.entry("ICMPV6", 58), Map.entry("SCTP", 132), Map.entry("IGMP", 2), Map.entry("VRRP", 112),
            Map.entry("ESP", 50), Map.entry("OSPF", 89), Map.entry("PIM", 103), Map.entry("PGM", 113));

    /// Packets of both directions of a conversation, side a's first, and the bytes of their frames.
    private static final class Sums {
        private long fromA;
        private long fromB;
        private long frameBytes;

        @Override
        public String toString() {
            return fromA + "/" + fromB + "/" + frameBytes;
        }
    }

    @Test
    void sumsCloseAndFlowsHoldEveryPacket() throws IOException {
        for (Path file : captures()) {
            Metered metered = metered(file);
            Accounting accounting = metered.result().accounting();

            assertTrue(accounting.closes(), file.toString());
            assertEquals(accounting.packetsInFlows(), metered.flows().stream().mapToLong(flow -> flow.packetsForward() + flow.packetsBackward()).sum(), file.toString());
            assertEquals(accounting.packetsInFlows(), metered.packetFlows().size(), file.toString());
            assertEquals(metered.result().flows(), metered.flows().size(), file.toString());
            for (int i = 0; i < metered.flows().size(); i++) {
                assertEquals(i, metered.flows().get(i).ordinal(), file.toString());
            }
            if (metered.result().capture().format().equals("pcap") && metered.result().warnings().stream().noneMatch(warning -> warning.code().equals("truncated"))) {
                assertEquals(records(file), accounting.packetsRead(), file.toString());
            }
        }
    }

    /// Counts the records of a pcap in the plainest way.
    private static long records(Path file) throws IOException {
        ByteBuffer bytes = bytes(file);
        long count = 0;
        for (int at = 24; at < bytes.capacity(); at += 16 + bytes.getInt(at + 8)) {
            count++;
        }
        return count;
    }

    @Test
    void conversationsHaveThePacketsAndBytesThatNdpiCounted() throws IOException {
        List<Path> captures = captures();
        Map<String, Sums> reference = reference();
        Map<String, Sums> ours = new HashMap<>();
        for (Path file : captures) {
            addFlows(ours, file);
        }

        String deviations = reference.entrySet().stream().filter(entry -> !entry.getValue().toString().equals(String.valueOf(ours.get(entry.getKey()))))
                .map(entry -> entry.getKey() + "\t" + entry.getValue() + "\t" + (ours.containsKey(entry.getKey()) ? ours.get(entry.getKey()) : "-")).collect(Collectors.joining("\n"));

        assertEquals(5_795, reference.size());
        assertEquals(knownDeviations(), deviations);
    }

    private static String knownDeviations() throws IOException {
        try (InputStream in = CorpusTest.class.getResourceAsStream("ndpi-deviations.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(2).map(line -> line.substring(0, line.lastIndexOf('\t'))).collect(Collectors.joining("\n"));
        }
    }

    private static void addFlows(Map<String, Sums> sums, Path file) throws IOException {
        ByteBuffer capture = bytes(file);
        boolean blocks = capture.getInt(0) == SECTION_HEADER;
        Map<Long, Long> frameBytes = new HashMap<>();
        FlowMeter.meter(file, MeterOptions.standard(),
                flow -> add(sums, file.getFileName().toString(), flow.protocol(), address(flow.clientAddress()), flow.clientPort(), address(flow.serverAddress()), flow.serverPort(),
                        flow.packetsForward(), flow.packetsBackward(), frameBytes.get(flow.ordinal())),
                (offset, _, _, ordinal) -> frameBytes.merge(ordinal, originalLength(capture, (int) offset, blocks), Long::sum), null);
    }

    /// As the record itself tells it.
    private static long originalLength(ByteBuffer capture, int record, boolean block) {
        return capture.getInt(record + (!block ? 12 : capture.getInt(record) == SIMPLE_PACKET ? 8 : 24));
    }

    private static Map<String, Sums> reference() throws IOException {
        Map<String, Sums> reference = new TreeMap<>();
        List<String> lines = Files.readAllLines(NDPI.resolve("flows.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            int protocol = PROTOCOLS.containsKey(cells[2]) ? PROTOCOLS.get(cells[2]) : Integer.parseInt(cells[2]);
            add(reference, cells[0], protocol, normal(cells[3]), Integer.parseInt(cells[4]), normal(cells[6]), Integer.parseInt(cells[7]), Long.parseLong(cells[15]), Long.parseLong(cells[17]),
                    Long.parseLong(cells[16]) + Long.parseLong(cells[18]));
        }
        return reference;
    }

    /// Marks what is no address with `?`.
    private static String normal(String text) {
        try {
            return InetAddress.ofLiteral(text).getHostAddress();
        } catch (IllegalArgumentException e) {
            return "?" + text;
        }
    }

    private static String address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static void add(Map<String, Sums> sums, String capture, int protocol, String client, int clientPort, String server, int serverPort, long forward, long backward, long frameBytes) {
        String a = client + " " + clientPort;
        String b = server + " " + serverPort;
        boolean turned = a.compareTo(b) > 0;
        Sums sum = sums.computeIfAbsent(String.join("\t", capture, Integer.toString(protocol), turned ? b : a, turned ? a : b), _ -> new Sums());
        sum.fromA += turned ? backward : forward;
        sum.fromB += turned ? forward : backward;
        sum.frameBytes += frameBytes;
    }

    /// The baseline has a line for each direction of a conversation, and for ICMP type and code in place of the ports.
    @Test
    void conversationsAreThoseOfTheCommunityIdBaseline() throws IOException {
        Path folder = CORPUS.resolve("community-id");
        assumeTrue(Files.isDirectory(folder), "the corpus is not here: " + folder);
        Set<String> reference = new TreeSet<>();
        Matcher packet = Pattern.compile("\"proto\": (\\d+), \"saddr\": \"([^\"]+)\", \"daddr\": \"([^\"]+)\"(?:, \"sport\": (\\d+), \"dport\": (\\d+))?")
                .matcher(Files.readString(folder.resolve("baseline/baseline_deflt.json")));
        while (packet.find()) {
            boolean ports = List.of("6", "17", "132").contains(packet.group(1));
            reference.add(conversation(packet.group(1), packet.group(2), ports ? packet.group(4) : "0", packet.group(3), ports ? packet.group(5) : "0"));
        }
        Set<String> ours = new TreeSet<>();
        for (Path file : files(folder.resolve("pcaps"), ".pcap")) {
            metered(file).flows().forEach(flow ->
                    ours.add(conversation(Integer.toString(flow.protocol()), flow.client(), Integer.toString(flow.clientPort()), flow.server(), Integer.toString(flow.serverPort()))));
        }

        assertEquals(reference, ours);
    }

    private static String conversation(String protocol, String source, String sourcePort, String target, String targetPort) {
        String a = normal(source) + " " + sourcePort;
        String b = normal(target) + " " + targetPort;
        return protocol + " " + (a.compareTo(b) <= 0 ? a + " " + b : b + " " + a);
    }

    /// Beside each pcapng conformance file stands what blocks it has.
    @Test
    void conformanceFilesHaveThePacketsOfTheirListings() throws IOException {
        Path folder = CORPUS.resolve("pcapng-test/output_le");
        assumeTrue(Files.isDirectory(folder), "the corpus is not here: " + folder);
        int files = 0;
        for (String part : List.of("basic", "advanced")) {
            for (Path listing : files(folder.resolve(part), ".txt")) {
                long packets = Pattern.compile("(?m)^\\s+(?:EPB|SPB|PB): (\\d+)$").matcher(Files.readString(listing)).results().mapToLong(match -> Long.parseLong(match.group(1))).sum();
                assertEquals(packets, packets(folder.resolve(part).resolve(listing.getFileName().toString().replace(".txt", ".pcapng"))), listing.toString());
                files++;
            }
        }
        assertEquals(21, files);
    }

    private static long packets(Path file) throws IOException {
        try {
            Metered metered = metered(file);
            assertTrue(metered.result().warnings().stream().noneMatch(warning -> warning.code().equals("truncated")), file.toString());
            return metered.result().accounting().packetsRead();
        } catch (CaptureFormatException e) {
            assertTrue(e.getMessage().startsWith("the capture has a header and no packet"), e.getMessage());
            return 0;
        }
    }

    private static Metered metered(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Metered.of(in, MeterOptions.standard());
        }
    }

    private static ByteBuffer bytes(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        int orderAt = bytes.getInt(0) == SECTION_HEADER ? 8 : 0;
        boolean big = bytes.get(orderAt) == (byte) 0xa1 || bytes.get(orderAt) == 0x1a;
        return bytes.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    private static List<Path> captures() throws IOException {
        assumeTrue(Files.isDirectory(NDPI), "the corpus is not here: " + NDPI);
        return files(NDPI.resolve("pcap"), "");
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
