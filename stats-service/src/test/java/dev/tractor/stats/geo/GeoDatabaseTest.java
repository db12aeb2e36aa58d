package dev.tractor.stats.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeoDatabaseTest {
    private static final Path CORPUS = Path.of(System.getProperty("tractor.corpus", "corpus"), "maxmind");
    private static final List<String> ADDRESSES = List.of("81.2.69.142", "1.1.1.1", "255.255.255.255", "0.0.0.0", "2001:218::1", "2a02:cf40::1", "ffff::");

    @TempDir Path folder;

    /// Expected values are those of `source-data/GeoIP2-City-Test.json`.
    @Test
    void placesOfTheTestDatabase() {
        GeoDatabase database = corpusDatabase("GeoIP2-City-Test.mmdb");

        assertEquals(new Place("United Kingdom", "London"), place(database, "81.2.69.142"));
        assertEquals(new Place("United Kingdom", "Boxford"), place(database, "2.125.160.216"));
        assertEquals(new Place("Sweden", "Linköping"), place(database, "89.160.20.112"));
        assertEquals(new Place("Bhutan", "unknown"), place(database, "67.43.156.1"));
        assertEquals(new Place("Japan", "unknown"), place(database, "2001:218::1"));
        assertEquals(Place.UNKNOWN, place(database, "214.1.1.1"), "a record without country");
        assertEquals(Place.UNKNOWN, place(database, "203.0.113.1"));
        assertEquals(Place.PRIVATE, place(database, "192.168.0.1"));
    }

    @Test
    void databaseWithoutPlacesIsNotUsed() {
        assertEquals(Place.UNKNOWN, place(corpusDatabase("GeoLite2-ASN-Test.mmdb"), "1.128.0.0"));
    }

    @Test
    void missingOrBrokenFileIsNotUsed() throws IOException {
        Path noise = Files.writeString(folder.resolve("noise.mmdb"), "no database".repeat(100));

        assertEquals(Place.UNKNOWN, place(open(noise), "81.2.69.142"));
        assertEquals(Place.UNKNOWN, place(open(folder.resolve("none.mmdb")), "81.2.69.142"));
        assertEquals(Place.UNKNOWN, place(open(folder), "81.2.69.142"));
    }

    @Test
    void noDamagedDatabaseRaisesAnError() throws IOException {
        Path damaged = CORPUS.resolve("bad-data");
        Assumptions.assumeTrue(Files.exists(damaged), () -> "the corpus has no " + damaged);
        try (Stream<Path> files = Files.walk(damaged)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".mmdb")).toList()) {
                GeoDatabase database = open(file);
                ADDRESSES.forEach(address -> place(database, address));
            }
        }
    }

    @Test
    void truncatedDatabaseRaisesNoError() throws IOException {
        byte[] whole = Files.readAllBytes(corpusFile("GeoIP2-City-Test.mmdb"));
        for (int part = 1; part < 10; part++) {
            Path file = Files.write(folder.resolve("part" + part), Arrays.copyOf(whole, whole.length * part / 10));
            GeoDatabase database = open(file);
            ADDRESSES.forEach(address -> place(database, address));
        }
    }

    private static Place place(GeoDatabase database, String address) {
        return database.place(IpAddress.parse(address));
    }

    private static GeoDatabase corpusDatabase(String name) {
        return open(corpusFile(name));
    }

    private static Path corpusFile(String name) {
        Path file = CORPUS.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), () -> "the corpus has no " + file);
        return file;
    }

    private static GeoDatabase open(Path file) {
        return new GeoDatabase(Optional.of(file));
    }
}
