package dev.tractor.registry.upload;

import dev.tractor.registry.RegistryConfig;
import dev.tractor.registry.capture.CaptureCatalogue;
import dev.tractor.registry.capture.Captures;
import dev.tractor.registry.store.CaptureStore;
import dev.tractor.registry.store.UploadRefusedException;
import dev.tractor.registry.store.UploadStore;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/// Begins, completes and gives up uploads.
@ApplicationScoped
public class UploadService {
    private static final Logger LOG = Logger.getLogger(UploadService.class);
    /// S3's limit of parts of an object.
    static final int MAX_PARTS = 10_000;
    /// The store may copy for a while when it puts the parts of a long object together.
    private static final int COMPLETION_LIMIT_SECONDS = 600;
    /// Parts have a length that people can read.
    private static final long PART_STEP_BYTES = 1L << 20;

    private final Uploads uploads;
    private final Captures captures;
    private final CaptureCatalogue catalogue;
    private final CaptureStore store;
    private final UploadStore parts;
    private final long partBytes;
    private final Duration expiry;
    private final Clock clock;

    UploadService(Uploads uploads, Captures captures, CaptureCatalogue catalogue, CaptureStore store, UploadStore parts, RegistryConfig config, Clock clock) {
        this.uploads = uploads;
        this.captures = captures;
        this.catalogue = catalogue;
        this.store = store;
        this.parts = parts;
        this.partBytes = config.uploadPart().asLongValue();
        this.expiry = config.uploadExpiry();
        this.clock = clock;
    }

    /// @throws CaptureExistsException when the name is taken, or a capture has these bytes already, and nothing is to be replaced
    @Transactional
    public UploadView begin(UploadRequest request) {
        if (!request.replace()) {
            requireNew(request);
        }
        Upload upload = new Upload(UUID.randomUUID().toString(), request, parts.begin(request.name()), partBytes(request.sizeBytes()), clock.instant().plus(expiry));
        uploads.persist(upload);
        LOG.infof("upload %s of %s began, %d bytes in %d parts", upload.id(), upload.name(), request.sizeBytes(), upload.parts());
        return UploadView.of(upload);
    }

    private void requireNew(UploadRequest request) {
        if (store.look(request.name()).isPresent()) {
            throw CaptureExistsException.named(request.name());
        }
        List<String> same = request.sha256() == null ? List.of() : captures.namesByDigest(List.of(request.sha256())).getOrDefault(request.sha256(), List.of());
        if (!same.isEmpty()) {
            throw CaptureExistsException.sameAs(same);
        }
    }

    private long partBytes(long sizeBytes) {
        long needed = Math.ceilDiv(Math.ceilDiv(sizeBytes, MAX_PARTS), PART_STEP_BYTES) * PART_STEP_BYTES;
        return Math.max(partBytes, needed);
    }

    /// @throws UnknownUploadException when there is none
    @Transactional
    public UploadView get(String uploadId) {
        return UploadView.of(uploads.findByIdOptional(uploadId).orElseThrow(() -> new UnknownUploadException(uploadId)));
    }

    /// Makes the capture of its parts and lists it.
    ///
    /// @param etags by part number
    /// @return the capture's name
    /// @throws UploadRefusedException when parts are missing or other ones, or the name was taken meanwhile
    @Transactional
    @TransactionConfiguration(timeout = COMPLETION_LIMIT_SECONDS)
    public String complete(String uploadId, Map<Integer, String> etags) {
        Upload upload = uploads.lock(uploadId).orElseThrow(() -> new UnknownUploadException(uploadId));
        List<String> inOrder = IntStream.rangeClosed(1, upload.parts()).mapToObj(part -> etag(upload, part, etags)).toList();
        if (etags.size() != inOrder.size()) {
            throw new UploadRefusedException("the upload has " + upload.parts() + " parts, not " + etags.size());
        }
        if (!upload.replaces() && store.look(upload.name()).isPresent()) {
            throw CaptureExistsException.named(upload.name());
        }
        parts.complete(upload.name(), upload.storeId(), inOrder, !upload.replaces());
        uploads.delete(upload);
        catalogue.stored(upload.name(), upload.sha256());
        LOG.infof("upload %s of %s is complete", upload.id(), upload.name());
        return upload.name();
    }

    private static String etag(Upload upload, int part, Map<Integer, String> etags) {
        String etag = etags.get(part);
        if (etag == null) {
            throw new UploadRefusedException("part " + part + " of " + upload.parts() + " is missing");
        }
        return etag;
    }

    /// @throws UnknownUploadException when there is none
    @Transactional
    public void abort(String uploadId) {
        Upload upload = uploads.lock(uploadId).orElseThrow(() -> new UnknownUploadException(uploadId));
        parts.abort(upload.name(), upload.storeId());
        uploads.delete(upload);
        LOG.infof("upload %s of %s was given up", upload.id(), upload.name());
    }
}
