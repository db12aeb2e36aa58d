package dev.tractor.registry.capture;

import dev.tractor.registry.store.CaptureStore;
import dev.tractor.registry.store.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/// Keeps the list of captures true to the bucket.
@ApplicationScoped
public class CaptureCatalogue {
    private static final Logger LOG = Logger.getLogger(CaptureCatalogue.class);

    private final Captures captures;
    private final Removals removals;
    private final CaptureStore store;
    private final Clock clock;
    private final Event<CaptureNoticed> noticed;
    private final Event<CaptureReadable> readable;
    private final Event<CaptureUnlisted> unlisted;

    CaptureCatalogue(Captures captures, Removals removals, CaptureStore store, Clock clock, Event<CaptureNoticed> noticed, Event<CaptureReadable> readable, Event<CaptureUnlisted> unlisted) {
        this.captures = captures;
        this.removals = removals;
        this.store = store;
        this.clock = clock;
        this.noticed = noticed;
        this.readable = readable;
        this.unlisted = unlisted;
    }

    /// Looks at one object and lists what the bucket has by that name. Two looks at the same name come one after the other, so that an older answer never undoes a newer one.
    ///
    /// @return false when the bucket has no such object
    @Transactional
    public boolean look(String name) {
        captures.lockName(name);
        Optional<StoredObject> stored = store.look(name);
        Optional<Capture> listed = captures.lockListed(name);
        boolean unchanged = listed.map(Capture::etag).equals(stored.map(StoredObject::etag));
        if (!unchanged) {
            listed.ifPresent(capture -> unlist(capture, stored.isPresent()));
            stored.ifPresent(object -> list(object, clock.instant()));
        }
        return stored.isPresent();
    }

    /// As [#look], after somebody has stored an object of this name: what was to be deleted by that name stays.
    ///
    /// @param announcedSha256 what its bytes are said to be, or null
    @Transactional
    public boolean stored(String name, String announcedSha256) {
        captures.lockName(name);
        removals.cancel(name);
        boolean there = look(name);
        if (announcedSha256 != null) {
            captures.lockListed(name).ifPresent(capture -> capture.announce(announcedSha256));
        }
        return there;
    }

    /// Brings the list of captures in line with a listing of the bucket, for some of the names by which the two differ. What is new to the list is taken from the listing; where the
    /// list has something by that name the object is looked at, for the listing may be older than the list. In the order of the names, so that two such transactions never wait for each other.
    @Transactional
    void reconcile(SortedSet<String> names, Map<String, StoredObject> bucket, Instant listedAt) {
        for (String name : names) {
            captures.lockName(name);
            StoredObject seen = bucket.get(name);
            if (seen != null && captures.lockListed(name).isEmpty()) {
                list(seen, listedAt);
            } else {
                look(name);
            }
        }
    }

    private void unlist(Capture capture, boolean overwritten) {
        capture.unlist();
        captures.flush();
        LOG.infof("capture %s (%s) was %s", capture.name(), capture.etag(), overwritten ? "overwritten" : "deleted");
        unlisted.fire(new CaptureUnlisted(capture, overwritten));
    }

    private void list(StoredObject object, Instant seenAt) {
        if (removals.covers(object.name(), object.etag(), seenAt)) {
            return;
        }
        captures.lockVersion(object.name(), object.etag()).ifPresentOrElse(Capture::list, () -> captures.persist(new Capture(object, clock.instant())));
        LOG.infof("capture %s (%s), %d bytes", object.name(), object.etag(), object.sizeBytes());
        noticed.fire(new CaptureNoticed(object.name()));
    }

    /// The names by which the list differs from the bucket's.
    @Transactional
    SortedSet<String> differences(Map<String, StoredObject> bucket) {
        Map<String, String> listed = captures.listedEtags();
        SortedSet<String> names = new TreeSet<>();
        bucket.forEach((name, object) -> {
            if (!object.etag().equals(listed.remove(name))) {
                names.add(name);
            }
        });
        names.addAll(listed.keySet());
        return names;
    }

    @Transactional
    Optional<Capture> nextTimesDue(boolean byScan, Collection<Long> beingRead) {
        return captures.nextTimesDue(byScan, clock.instant(), beingRead);
    }

    @Transactional
    void readTimes(long captureId, PacketTimes times) {
        known(captureId).ifPresent(capture -> {
            capture.readTimes(times);
            readable.fire(new CaptureReadable(capture));
        });
    }

    @Transactional
    void unreadable(long captureId, String problem) {
        known(captureId).ifPresent(capture -> capture.unreadable(problem));
    }

    @Transactional
    void readTimesByScan(long captureId) {
        known(captureId).ifPresent(Capture::readTimesByScan);
    }

    @Transactional
    Optional<Capture> nextDigestDue(Duration wait, Duration patience) {
        Instant now = clock.instant();
        return captures.nextDigestDue(now.minus(wait), now.minus(patience));
    }

    @Transactional
    void readDigest(long captureId, String sha256) {
        known(captureId).ifPresent(capture -> capture.readDigest(sha256));
    }

    @Transactional
    void retryDigest(long captureId, Duration pause) {
        known(captureId).ifPresent(capture -> capture.retryDigest(clock.instant().plus(pause)));
    }

    @Transactional
    void retryTimes(long captureId, Duration pause) {
        known(captureId).ifPresent(capture -> capture.retryTimes(clock.instant().plus(pause)));
    }

    /// Empty when it was deleted meanwhile.
    private Optional<Capture> known(long captureId) {
        return Optional.ofNullable(captures.lock(captureId));
    }
}
