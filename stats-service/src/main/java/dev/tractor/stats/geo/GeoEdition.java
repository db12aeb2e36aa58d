package dev.tractor.stats.geo;

import com.maxmind.db.CHMCache;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Metadata;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;

/// One database as it was when it was opened: a copy of its own, so that whatever happens to the file its answers stay. Threads may share it; what it maps goes with its last reference.
final class GeoEdition {
    private final Reader reader;
    private final String name;
    private final String digest;

    private GeoEdition(Reader reader, String digest) {
        this.reader = reader;
        this.digest = digest;
        Metadata metadata = reader.getMetadata();
        this.name = metadata.databaseType() + " " + LocalDate.ofInstant(metadata.buildTime(), ZoneOffset.UTC);
    }

    /// Copies the file, opens the copy and reads every entry of it.
    ///
    /// @throws GeoRefusedException when it cannot be used, with the reason
    static GeoEdition open(Path file) throws GeoRefusedException {
        Path copy = null;
        try {
            copy = Files.createTempFile("geoip-", ".mmdb");
            String digest = copy(file, copy);
            GeoEdition edition = new GeoEdition(new Reader(copy.toFile(), Reader.FileMode.MEMORY_MAPPED, new CHMCache()), digest);
            edition.check();
            return edition;
        } catch (NoSuchFileException e) {
            throw new GeoRefusedException("there is no such file", e);
        } catch (IOException | InvalidNetworkException | RuntimeException | StackOverflowError e) {
            throw new GeoRefusedException(e.toString(), e);
        } finally {
            delete(copy);
        }
    }

    private static String copy(Path file, Path copy) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            Files.copy((InputStream) in, copy, StandardCopyOption.REPLACE_EXISTING);
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// A mapped file may go; on systems where it may not it goes when the process ends.
    private static void delete(Path copy) {
        try {
            if (copy != null) {
                Files.delete(copy);
            }
        } catch (IOException e) {
            copy.toFile().deleteOnExit();
        }
    }

    private void check() throws GeoRefusedException, IOException, InvalidNetworkException {
        boolean useful = false;
        for (Networks<GeoRecord> networks = reader.networks(GeoRecord.class); networks.hasNext(); ) {
            DatabaseRecord<GeoRecord> network = networks.next();
            useful |= network.data() != null && network.data().isUseful();
        }
        if (!useful) {
            throw new GeoRefusedException("its type " + reader.getMetadata().databaseType() + " has neither countries nor cities nor autonomous systems", null);
        }
    }

    /// Null when the database has no entry for it.
    GeoRecord look(InetAddress address) throws IOException {
        return reader.get(address, GeoRecord.class);
    }

    /// Type and day of its build: `GeoLite2-City 2026-11-01`.
    String name() {
        return name;
    }

    /// SHA-256 of the file, hexadecimal.
    String digest() {
        return digest;
    }
}
