package dev.tractor.stats.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Expected values are those of the corpus' `source-data`.
class GeoDatabaseTest {
    private static final Path CORPUS = Path.of(System.getProperty("tractor.corpus", "corpus"), "maxmind");
    private static final Duration CHECK_EVERY = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> ADDRESSES = List.of("81.2.69.142", "1.1.1.1", "255.255.255.255", "0.0.0.0", "2001:218::1", "2a02:cf40::1", "ffff::");

    @TempDir Path folder;
    private GeoDatabase database;

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void placesOfTheTestDatabase() {
        open(corpusFile("GeoIP2-City-Test.mmdb"));

        assertEquals(new Place("GB", "United Kingdom", "London"), place("81.2.69.142"));
        assertEquals(new Place("SE", "Sweden", "Linköping"), place("89.160.20.112"));
        assertEquals(new Place("BT", "Bhutan", "unknown"), place("67.43.156.1"));
        assertEquals(new Place("JP", "Japan", "unknown"), place("2001:218::1"));
        assertEquals(Place.UNKNOWN, place("214.1.1.1"), "a record without country");
        assertEquals(Place.UNKNOWN, place("203.0.113.1"));
        assertEquals(Place.PRIVATE, place("192.168.0.1"));
        assertEquals(Optional.empty(), network("81.2.69.142"));
    }

    @Test
    void severalDatabasesCompleteEachOther() {
        open(corpusFile("GeoLite2-ASN-Test.mmdb"), corpusFile("GeoLite2-City-Test.mmdb"));

        assertEquals(new Place("GB", "United Kingdom", "London"), place("81.2.69.142"));
        assertEquals(Optional.of(new AutonomousSystem(1221, "Telstra Pty Ltd")), network("1.128.0.1"));
        assertEquals(Optional.empty(), network("10.0.0.1"));
        assertTrue(database.current().edition().matches("GeoLite2-ASN \\d{4}-\\d\\d-\\d\\d, GeoLite2-City \\d{4}-\\d\\d-\\d\\d"), database.current()::edition);
        assertTrue(database.current().digest().matches("[0-9a-f]{64}, [0-9a-f]{64}"), database.current()::digest);
    }

    @Test
    void withoutADatabaseEveryPublicAddressIsUnknown() {
        open();

        assertEquals(Place.UNKNOWN, place("81.2.69.142"));
        assertEquals("", database.current().digest());
        assertEquals("", database.current().edition());
    }

    @Test
    void missingOrBrokenFileIsNotUsed() throws IOException {
        Path noise = Files.writeString(folder.resolve("noise.mmdb"), "no database".repeat(100));

        open(noise, folder.resolve("none.mmdb"), folder);

        assertEquals(Place.UNKNOWN, place("81.2.69.142"));
        database.files().forEach(file -> assertTrue(file.refusal().isPresent(), () -> file.path().toString()));
        assertEquals(Optional.of("there is no such file"), database.files().get(1).refusal());
    }

    @Test
    void aFileThatAppearsIsTakenUp() throws IOException, InterruptedException {
        Path file = folder.resolve("city.mmdb");
        open(file);
        assertEquals(Place.UNKNOWN, place("81.2.69.142"));

        Files.copy(corpusFile("GeoIP2-City-Test.mmdb"), file);

        await("the place", () -> place("81.2.69.142").equals(new Place("GB", "United Kingdom", "London")));
        assertEquals(Optional.empty(), database.files().getFirst().refusal());
    }

    @Test
    void aFileReplacedByRenameIsTakenUpAndWhatIsInUseStaysAsItWas() throws IOException, InterruptedException {
        Path file = Files.copy(corpusFile("GeoIP2-City-Test.mmdb"), folder.resolve("city.mmdb"));
        open(file);
        Places before = database.current();

        Path next = Files.copy(corpusFile("GeoLite2-ASN-Test.mmdb"), folder.resolve("next"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        await("the network", () -> network("1.128.0.1").isPresent());
        assertEquals(Place.UNKNOWN, place("81.2.69.142"));
        assertEquals(new Place("GB", "United Kingdom", "London"), before.place(IpAddress.parse("81.2.69.142")));
    }

    @Test
    void aFileWrittenInPlaceIsTakenUpWhenItIsWhole() throws IOException, InterruptedException {
        byte[] asn = Files.readAllBytes(corpusFile("GeoLite2-ASN-Test.mmdb"));
        Path file = Files.copy(corpusFile("GeoIP2-City-Test.mmdb"), folder.resolve("city.mmdb"));
        open(file);

        Files.write(file, Arrays.copyOf(asn, asn.length / 2));
        await("the refusal", () -> database.files().getFirst().refusal().isPresent());
        assertEquals(new Place("GB", "United Kingdom", "London"), place("81.2.69.142"), "the old one stays");
        Files.write(file, asn);

        await("the network", () -> network("1.128.0.1").isPresent());
        assertEquals(Optional.empty(), database.files().getFirst().refusal());
    }

    @Test
    void aCorruptOrDeletedFileLeavesTheOldOneInUse() throws IOException, InterruptedException {
        Path file = Files.copy(corpusFile("GeoIP2-City-Test.mmdb"), folder.resolve("city.mmdb"));
        open(file);
        String digest = database.current().digest();

        for (Path damaged : damagedFiles()) {
            Files.copy(damaged, file, StandardCopyOption.REPLACE_EXISTING);
            await("the refusal of " + damaged, () -> database.files().getFirst().refusal().isPresent());
            assertEquals(digest, database.current().digest(), damaged::toString);
            assertEquals(new Place("GB", "United Kingdom", "London"), place("81.2.69.142"), damaged::toString);
            Files.copy(corpusFile("GeoIP2-City-Test.mmdb"), file, StandardCopyOption.REPLACE_EXISTING);
            await("the good one after " + damaged, () -> database.files().getFirst().refusal().isEmpty());
        }
        Files.delete(file);

        assertEquals(new Place("GB", "United Kingdom", "London"), place("81.2.69.142"));
    }

    @Test
    void everyDamagedDatabaseIsRefused() throws IOException {
        Path[] damaged = damagedFiles().toArray(Path[]::new);

        open(damaged);

        ADDRESSES.forEach(address -> assertEquals(Place.UNKNOWN, place(address)));
        database.files().forEach(file -> assertTrue(file.refusal().isPresent(), () -> file.path().toString()));
    }

    @Test
    void noTruncatedDatabaseIsUsed() throws IOException {
        byte[] whole = Files.readAllBytes(corpusFile("GeoIP2-City-Test.mmdb"));
        Path[] parts = new Path[9];
        for (int part = 1; part < 10; part++) {
            parts[part - 1] = Files.write(folder.resolve("part" + part), Arrays.copyOf(whole, whole.length * part / 10));
        }

        open(parts);

        database.current();
        database.files().forEach(file -> assertTrue(file.refusal().isPresent(), () -> file.path().toString()));
    }

    private static List<Path> damagedFiles() throws IOException {
        Path damaged = CORPUS.resolve("bad-data");
        Assumptions.assumeTrue(Files.exists(damaged), () -> "the corpus has no " + damaged);
        try (Stream<Path> files = Files.walk(damaged)) {
            return files.filter(path -> path.toString().endsWith(".mmdb")).sorted().toList();
        }
    }

    private Place place(String address) {
        return database.current().place(IpAddress.parse(address));
    }

    private Optional<AutonomousSystem> network(String address) {
        return database.current().network(IpAddress.parse(address));
    }

    private void open(Path... files) {
        database = new GeoDatabase(List.of(files), CHECK_EVERY);
        database.current();
    }

    private static Path corpusFile(String name) {
        Path file = CORPUS.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), () -> "the corpus has no " + file);
        return file;
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "not within " + PATIENCE + ": " + what);
            Thread.sleep(5);
        }
    }
}
