package dev.tractor.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tractor.standalone.Options.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    private static final Path DEFAULT_DATA = Path.of("/repo/.tractor");

    @Test
    void haveDefaults() {
        assertEquals(new Options(Verb.UP, 8080, DEFAULT_DATA, false, false, false, false, List.of(), Optional.empty()), parse("up"));
    }

    @Test
    void areReadInAnyOrder() {
        assertEquals(new Options(Verb.UP, 9000, Path.of("/data"), true, true, false, false, List.of(), Optional.empty()), parse("up --detach --samples --data /x/../data --port 9000"));
        assertEquals(new Options(Verb.LOGS, 8080, DEFAULT_DATA, false, false, true, false, List.of(), Optional.of("kafka")), parse("logs kafka -f"));
        assertEquals(new Options(Verb.STATUS, 8080, DEFAULT_DATA, false, false, false, true, List.of(), Optional.empty()), parse("status --json"));
    }

    @Test
    void takeSeveralGeoipDatabases(@TempDir Path folder) throws IOException {
        Path city = Files.createFile(folder.resolve("city.mmdb"));
        Path asn = Files.createFile(folder.resolve("asn.mmdb"));

        assertEquals(List.of(city, asn), parse("up --geoip " + city + " --geoip " + asn).geoip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "up --port        | --port needs a value",
        "up --port http   | --port http is not a number",
        "up --prot 1      | tractor up does not know --prot; see ./tractor --help",
        "up kafka         | tractor up does not know kafka; see ./tractor --help",
        "logs a b         | tractor logs does not know b; see ./tractor --help",
        "up --geoip /none | --geoip /none cannot be read",
        "down --geoip x   | --geoip belongs to tractor up",
        "status --samples | --samples belongs to tractor up",
        "down --detach    | --detach belongs to tractor up",
        "sideways         | Unknown command sideways; see ./tractor --help"})
    void areRefusedPlainly(String line, String message) {
        assertEquals(message, assertThrows(Refusal.class, () -> parse(line)).getMessage());
    }

    private static Options parse(String line) {
        return Options.parse(line.split(" "), DEFAULT_DATA);
    }
}
