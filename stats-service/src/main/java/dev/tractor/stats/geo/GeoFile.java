package dev.tractor.stats.geo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jboss.logging.Logger;

/// A configured file and what was last taken of it. One thread looks, any thread asks.
final class GeoFile {
    private static final Logger LOG = Logger.getLogger(GeoFile.class);

    /// What differs when a file was replaced or written.
    private record Stamp(FileTime modified, long length, Object key) {}

    private final Path path;
    private Stamp seen;
    private Stamp tried;
    private volatile GeoEdition edition;
    private volatile String refusal;

    GeoFile(Path path) {
        this.path = path;
    }

    /// Takes the file up if it has changed and is the same as at the last look, for whoever writes it may not be done.
    void look() {
        Stamp now = stamp();
        if (now != null && !now.equals(tried) && now.equals(seen)) {
            take(now);
        }
        seen = now;
    }

    /// Takes the file as it is.
    void takeNow() {
        seen = stamp();
        take(seen);
    }

    private void take(Stamp stamp) {
        tried = stamp;
        try {
            GeoEdition opened = GeoEdition.open(path);
            if (stamp != null && !stamp.equals(stamp())) {
                tried = null;
                return;
            }
            edition = opened;
            refusal = null;
            LOG.infof("GeoIP database %s: %s, sha256 %s", path, opened.name(), opened.digest());
        } catch (GeoRefusedException e) {
            refusal = e.getMessage();
            LOG.errorf("GeoIP database %s is refused, %s: %s", path, edition == null ? "there is none in its place" : edition.name() + " stays in use", e.getMessage());
        }
    }

    private Stamp stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException e) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    Optional<GeoEdition> edition() {
        return Optional.ofNullable(edition);
    }

    /// Why the file as it is now is not in use; empty when it is.
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }
}
