package dev.tractor.stats.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Both ends of every network of the records that the corpus' databases were made from.
class SourceRecordsTest {
    private static final Path CORPUS = Path.of(System.getProperty("tractor.corpus", "corpus"), "maxmind");
    private static final int IPV6_BITS = 128;

    /// @param bits of the prefix, of 128: an IPv4 network lies in ::/96
    private record SourceRecord(BigInteger first, int bits, JsonNode said) {
        BigInteger last() {
            return first.add(BigInteger.ONE.shiftLeft(IPV6_BITS - bits)).subtract(BigInteger.ONE);
        }

        boolean contains(BigInteger address) {
            return address.compareTo(first) >= 0 && address.compareTo(last()) <= 0;
        }
    }

    @ParameterizedTest
    @CsvSource({"GeoIP2-City-Test,251", "GeoLite2-City-Test,242", "GeoLite2-ASN-Test,720"})
    void everyAnswerIsThatOfItsRecord(String name, int expectedRecords) throws Exception {
        Path file = CORPUS.resolve(name + ".mmdb");
        Assumptions.assumeTrue(Files.exists(file), () -> "the corpus has no " + file);
        GeoEdition edition = GeoEdition.open(file);
        List<SourceRecord> records = records(CORPUS.resolve("source-data/" + name + ".json"));

        for (SourceRecord record : records) {
            for (BigInteger address : List.of(record.first(), record.last())) {
                check(edition, address, mostSpecific(records, address));
            }
        }

        assertEquals(expectedRecords, records.size());
    }

    private static void check(GeoEdition edition, BigInteger address, JsonNode said) throws Exception {
        InetAddress asked = inet(address);
        GeoRecord found = edition.look(asked);
        assertTrue(found != null, asked::toString);
        assertEquals(text(said.at("/country/names/en")), found.countryName(), asked::toString);
        assertEquals(text(said.at("/city/names/en")), found.cityName(), asked::toString);
        assertEquals(said.has("autonomous_system_number") ? (Long) said.path("autonomous_system_number").asLong() : null, found.autonomousSystem(), asked::toString);
        assertEquals(text(said.path("autonomous_system_organization")), found.organization(), asked::toString);
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? null : node.asText();
    }

    private static JsonNode mostSpecific(List<SourceRecord> records, BigInteger address) {
        SourceRecord best = new SourceRecord(BigInteger.ZERO, -1, MissingNode.getInstance());
        for (SourceRecord record : records) {
            best = record.bits() >= best.bits() && record.contains(address) ? record : best;
        }
        return best.said();
    }

    private static List<SourceRecord> records(Path json) throws Exception {
        List<SourceRecord> records = new ArrayList<>();
        for (JsonNode entry : new ObjectMapper().readTree(json.toFile())) {
            entry.properties().forEach(network -> records.add(record(network.getKey(), network.getValue())));
        }
        return records;
    }

    private static SourceRecord record(String network, JsonNode said) {
        String[] parts = network.split("/");
        byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
        int bits = Integer.parseInt(parts[1]) + (address.length == 4 && !parts[0].contains(":") ? 96 : 0);
        return new SourceRecord(new BigInteger(1, address), bits, said);
    }

    private static InetAddress inet(BigInteger address) throws Exception {
        byte[] bytes = new byte[16];
        byte[] number = address.toByteArray();
        int length = Math.min(bytes.length, number.length);
        System.arraycopy(number, number.length - length, bytes, bytes.length - length, length);
        boolean isIpv4 = address.bitLength() <= 32;
        return InetAddress.getByAddress(isIpv4 ? Arrays.copyOfRange(bytes, 12, 16) : bytes);
    }
}
