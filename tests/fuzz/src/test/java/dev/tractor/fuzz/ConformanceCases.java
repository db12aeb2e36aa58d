package dev.tractor.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tractor.packet.LinkType;
import dev.tractor.testsupport.CaptureBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// The captures of the conformance kit as seeds: an edge case each.
final class ConformanceCases {
    private static final Path CASES = Path.of(System.getProperty("tractor.root"), "conformance/cases");

    private ConformanceCases() {}

    static List<byte[]> captures() {
        return cases().map(ConformanceCases::capture).toList();
    }

    /// As [Frame] wants them.
    static List<byte[]> frames() {
        return cases().flatMap(one -> Stream.iterate(0, i -> i < one.path("packets").size(), i -> i + 1).map(i -> frame(one, i))).toList();
    }

    private static Stream<JsonNode> cases() {
        JsonMapper json = new JsonMapper();
        try (Stream<Path> files = Files.list(CASES)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().map(file -> read(json, file)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(JsonMapper json, Path file) {
        try {
            return json.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] capture(JsonNode one) {
        CaptureBuilder capture = CaptureBuilder.pcap(ByteOrder.LITTLE_ENDIAN, true, linkType(one));
        for (JsonNode packet : one.path("packets")) {
            long nanos = new BigDecimal(packet.path("time").asText()).movePointRight(9).longValueExact();
            byte[] frame = bytes(packet);
            capture.after(Duration.ofNanos(nanos - (capture.now() - CaptureBuilder.START_SECONDS * 1_000_000_000L)));
            capture.packet(frame, frame.length, packet.path("original_length").asInt(frame.length));
        }
        return capture.bytes(HexFormat.of().parseHex(one.path("trailing").asText("").replace(" ", ""))).toBytes();
    }

    private static byte[] frame(JsonNode one, int i) {
        int place = Arrays.stream(LinkType.values()).filter(type -> type.number() == linkType(one)).mapToInt(LinkType::ordinal).findFirst().orElse(0);
        byte[] frame = bytes(one.path("packets").get(i));
        return ByteBuffer.allocate(2 + frame.length).put((byte) place).put((byte) 0).put(frame).array();
    }

    private static int linkType(JsonNode one) {
        return one.path("capture").path("link_type").asInt(CaptureBuilder.LINKTYPE_ETHERNET);
    }

    private static byte[] bytes(JsonNode packet) {
        return HexFormat.of().parseHex(packet.path("frame").asText());
    }
}
