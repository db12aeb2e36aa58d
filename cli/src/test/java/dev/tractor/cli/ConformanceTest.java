package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.FlowMeter;
import dev.tractor.flow.FlowSink;
import dev.tractor.flow.FlowView;
import dev.tractor.flow.MeterOptions;
import dev.tractor.flow.MeterResult;
import dev.tractor.flow.Symptom;
import dev.tractor.flow.session.Session;
import dev.tractor.packet.Scope;
import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.vocabulary.EndReason;
import dev.tractor.vocabulary.FeatureProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The cases of `conformance/`, whose README says what each word means.
class ConformanceTest {
    private static final Path FOLDER = Path.of(System.getProperty("tractor.root"), "conformance/cases");
    private static final HexFormat HEX = HexFormat.of();
    private static final double RELATIVE_TOLERANCE = 1e-9;
    /// Evidence of that much no small capture can hold.
    private static final Set<String> WARNINGS_WITHOUT_A_CASE = Set.of("session-limit", "session-table-full", "evidence-limit");

    static List<String> cases() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json")).sorted().toList();
        }
    }

    static JsonNode read(String name) throws IOException {
        return new JsonMapper().readTree(FOLDER.resolve(name).toFile());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void flowsAreThoseThatTheRulesSay(String name) throws IOException {
        JsonNode document = read(name);
        JsonNode expected = document.path("expected");
        List<JsonNode> flows = new ArrayList<>();
        expected.path("flows").forEach(flows::add);
        Map<Long, String> found = new TreeMap<>();
        MeterOptions options = options(document);
        Set<String> sessions = new TreeSet<>();

        MeterResult result = FlowMeter.meter(new ByteArrayInputStream(capture(document)), options, new FlowSink() {
            @Override
            public void flow(FlowView flow) {
                JsonNode wanted = flow.ordinal() < flows.size() ? flows.get((int) flow.ordinal()) : null;
                found.put(flow.ordinal(), describe(flow, wanted));
                if (wanted != null) {
                    wanted.path("features").properties().forEach(profile -> assertFeatures(flow, profile.getKey(), profile.getValue()));
                }
            }

            @Override
            public void session(Session session) {
                sessions.add(session.flows() + " " + session.links().stream().map(link -> link.from() + " " + link.kind().label() + " " + link.to()).toList());
            }
        }, null, null);

        assertEquals(flows.stream().map(ConformanceTest::describe).collect(Collectors.joining("\n")), String.join("\n", found.values()));
        assertEquals(sessions(expected), sessions);
        assertEquals(warnings(expected), result.warnings().stream().collect(Collectors.toMap(warning -> warning.code(), warning -> warning.count())));
        assertEquals(expected.path("packets").toString(), "{\"read\":" + result.accounting().packetsRead() + ",\"in_flows\":" + result.accounting().packetsInFlows() + ",\"non_ip\":"
                + result.accounting().packetsNonIp() + ",\"malformed\":" + result.accounting().packetsMalformed() + ",\"unfinished_fragments\":" + result.accounting().packetsUnfinishedFragments() + "}");
        assertTrue(result.accounting().closes());
    }

    @Test
    void everyWarningEndReasonAndSymptomHasItsCaseAndOneWithout() throws IOException {
        Set<String> warnings = new TreeSet<>();
        Set<EndReason> reasons = EnumSet.noneOf(EndReason.class);
        Set<String> symptoms = new TreeSet<>();
        for (String name : cases()) {
            JsonNode expected = read(name).path("expected");
            warnings.addAll(warnings(expected).keySet());
            for (JsonNode flow : expected.path("flows")) {
                Arrays.stream(EndReason.values()).filter(reason -> reason.label().equals(flow.path("end_reason").asText())).forEach(reasons::add);
                flow.path("health").forEach(symptom -> symptoms.add(symptom.asText()));
            }
        }

        assertEquals(EnumSet.allOf(EndReason.class), reasons);
        assertEquals(Arrays.stream(Symptom.values()).map(Symptom::label).collect(Collectors.toCollection(TreeSet::new)), symptoms);
        assertEquals(warningsOfTheEngine(), warnings);
    }

    /// Every code that a source of the engine gives to its warnings; those of sessions no small capture can bring about.
    private static Set<String> warningsOfTheEngine() throws IOException {
        Set<String> codes = new TreeSet<>();
        Path libs = Path.of(System.getProperty("tractor.root"), "libs");
        for (String library : List.of("packet", "flow")) {
            try (var sources = Files.list(libs.resolve(library).resolve("src/main/java/dev/tractor").resolve(library))) {
                for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                    java.util.regex.Pattern.compile("(?:warnings\\.add|warn|CAPTURED_EXCEEDS_ORIGINAL =)\\(? ?\"([a-z-]+)\"").matcher(Files.readString(source)).results()
                            .map(match -> match.group(1)).forEach(codes::add);
                }
            }
        }
        codes.removeAll(WARNINGS_WITHOUT_A_CASE);
        return codes;
    }

    private static Set<String> sessions(JsonNode expected) {
        Set<String> sessions = new TreeSet<>();
        for (JsonNode session : expected.path("sessions")) {
            List<Long> members = new ArrayList<>();
            session.path("flows").forEach(member -> members.add(member.asLong()));
            List<String> links = new ArrayList<>();
            session.path("links").forEach(link -> links.add(link.path("from").asLong() + " " + link.path("kind").asText() + " " + link.path("to").asLong()));
            sessions.add(members + " " + links);
        }
        return sessions;
    }

    private static Map<String, Long> warnings(JsonNode expected) {
        Map<String, Long> warnings = new TreeMap<>();
        expected.path("warnings").properties().forEach(warning -> warnings.put(warning.getKey(), warning.getValue().asLong()));
        return warnings;
    }

    static byte[] capture(JsonNode document) {
        if (document.path("capture").has("interfaces")) {
            return pcapng(document);
        }
        CaptureBuilder capture = CaptureBuilder.pcap(ByteOrder.LITTLE_ENDIAN, true, document.path("capture").path("link_type").asInt());
        long epoch = capture.now();
        for (JsonNode packet : document.path("packets")) {
            byte[] frame = HEX.parseHex(packet.path("frame").asText());
            capture.after(Duration.ofNanos(epoch + nanos(packet.path("time").asText()) - capture.now())).packet(frame, frame.length, packet.path("original_length").asInt(frame.length));
        }
        return capture.bytes(HEX.parseHex(document.path("trailing").asText("").replace(" ", ""))).toBytes();
    }

    private static byte[] pcapng(JsonNode document) {
        CaptureBuilder capture = CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN);
        for (JsonNode resolution : document.path("capture").path("interfaces")) {
            capture.pcapngInterface(resolution.asInt(), document.path("capture").path("link_type").asInt());
        }
        for (JsonNode packet : document.path("packets")) {
            capture.pcapngPacket(packet.path("interface").asInt(), Long.parseUnsignedLong(packet.path("ticks").asText()), HEX.parseHex(packet.path("frame").asText()));
        }
        return capture.toBytes();
    }

    static MeterOptions options(JsonNode document) {
        JsonNode options = document.path("options");
        MeterOptions rules = options.has("profile") ? MeterOptions.ofProfile(FeatureProfiles.named(options.path("profile").asText()))
                : MeterOptions.standard().withProfiles(profiles(document).toArray(FeatureProfile[]::new));
        MeterOptions grouped = document.path("expected").has("sessions") ? rules.withSessions() : rules;
        return options.has("max_flows") ? grouped.withMaxFlows(options.path("max_flows").asInt()) : grouped;
    }

    private static List<FeatureProfile> profiles(JsonNode document) {
        Set<String> names = new TreeSet<>();
        document.path("expected").path("flows").forEach(flow -> flow.path("features").fieldNames().forEachRemaining(names::add));
        return names.stream().map(FeatureProfiles::named).toList();
    }

    private static long nanos(String seconds) {
        return new BigDecimal(seconds).movePointRight(9).longValueExact();
    }

    private static void assertFeatures(FlowView flow, String profileName, JsonNode expected) {
        FeatureProfile profile = FeatureProfiles.named(profileName);
        double[] vector = new double[profile.size()];
        flow.features(profile, vector);
        List<String> names = profile.features().stream().map(feature -> feature.name()).toList();
        expected.properties().forEach(feature -> {
            assertTrue(names.contains(feature.getKey()), profileName + " has no " + feature.getKey());
            double wanted = feature.getValue().isNull() ? Double.NaN : feature.getValue().asDouble();
            double actual = vector[names.indexOf(feature.getKey())];
            assertEquals(wanted, actual, Double.isFinite(wanted) ? Math.max(Math.abs(wanted) * RELATIVE_TOLERANCE, Double.MIN_VALUE) : 1, () -> profileName + " " + feature.getKey());
        });
    }

    /// What a case says of a flow; the engine's flow is described in the same words, as far as the case speaks.
    private static String describe(JsonNode flow) {
        StringBuilder text = new StringBuilder(flow.path("protocol").asInt() + " " + flow.path("client").asText() + " " + flow.path("client_port").asInt() + " > " + flow.path("server").asText() + " "
                + flow.path("server_port").asInt() + " " + flow.path("start").asText() + ".." + flow.path("end").asText() + " packets " + flow.path("packets") + " bytes " + flow.path("bytes")
                + " payload " + flow.path("payload") + " " + flow.path("end_reason").asText() + " scope " + scope(flow.path("scope").asText("")) + " health " + words(flow.path("health")));
        for (Detail detail : Detail.values()) {
            if (flow.has(detail.key())) {
                text.append(' ').append(detail.key()).append(' ').append(flow.path(detail.key()).isTextual() ? flow.path(detail.key()).asText() : flow.path(detail.key()));
            }
        }
        return text.toString();
    }

    private static String describe(FlowView flow, JsonNode wanted) {
        StringBuilder text = new StringBuilder(flow.protocol() + " " + address(flow.clientAddress()) + " " + flow.clientPort() + " > " + address(flow.serverAddress()) + " " + flow.serverPort() + " "
                + seconds(flow.startNanos()) + ".." + seconds(flow.endNanos()) + " packets " + pair(flow.packetsForward(), flow.packetsBackward()) + " bytes " + pair(flow.bytesForward(), flow.bytesBackward())
                + " payload " + pair(flow.payloadForward(), flow.payloadBackward()) + " " + flow.endReason().label() + " scope " + scope(Scope.text(flow.scope()))
                + " health " + flow.symptoms().stream().map(Symptom::label).toList());
        for (Detail detail : Detail.values()) {
            if (wanted != null && wanted.has(detail.key())) {
                text.append(' ').append(detail.key()).append(' ').append(detail.of(flow));
            }
        }
        return text.toString();
    }

    /// What a case may say of a flow besides.
    private enum Detail {
        RETRANSMISSIONS,
        OUT_OF_ORDER,
        ZERO_WINDOWS,
        MISSING,
        RTT_SERVER,
        RTT_CLIENT,
        ICMP_ERRORS,
        ICMP_ERROR,
        QUOTES,
        SPLT;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        String of(FlowView flow) {
            return switch (this) {
                case RETRANSMISSIONS -> pair(flow.retransmissions(true), flow.retransmissions(false));
                case OUT_OF_ORDER -> pair(flow.outOfOrder(true), flow.outOfOrder(false));
                case ZERO_WINDOWS -> pair(flow.zeroWindows(true), flow.zeroWindows(false));
                case MISSING -> pair(flow.bytesMissing(true), flow.bytesMissing(false));
                case RTT_SERVER -> micros(flow.serverRoundTripNanos());
                case RTT_CLIENT -> micros(flow.clientRoundTripNanos());
                case ICMP_ERRORS -> Integer.toString(flow.icmpErrors());
                case ICMP_ERROR -> (flow.firstIcmpError() >>> 8) + "/" + (flow.firstIcmpError() & 0xff);
                case QUOTES -> flow.quotedFlow() < 0 ? "null" : Long.toString(flow.quotedFlow());
                case SPLT -> IntStream.range(0, flow.spltCount()).mapToObj(i -> pair(flow.spltLength(i), flow.spltGapNanos(i) / 1_000)).toList().toString().replace(" ", "");
            };
        }

        private static String micros(long nanos) {
            return nanos < 0 ? "null" : Long.toString(nanos / 1_000);
        }
    }

    private static String words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words.toString();
    }

    /// The hash in the scope of nested tunnels is our own.
    private static String scope(String text) {
        return text.replaceAll("(>[a-z-]+) [0-9a-f]+", "$1");
    }

    private static String pair(long forward, long backward) {
        return "[" + forward + "," + backward + "]";
    }

    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos - CaptureBuilder.START_SECONDS * 1_000_000_000L, 9).toPlainString();
    }

    private static String address(byte[] bytes) {
        return new TextBuffer().appendAddress(bytes).toString();
    }
}
