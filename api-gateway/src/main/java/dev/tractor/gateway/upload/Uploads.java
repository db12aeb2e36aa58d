package dev.tractor.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.v1.CaptureFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Takes a multipart body apart while it arrives and stores each of its files in the bucket, then shows it to the registry.
@ApplicationScoped
public class Uploads {
    private static final Logger LOG = Logger.getLogger(Uploads.class);
    /// The one field of the form.
    private static final String FIELD = "file";
    /// Headers of a part; a name of 1,024 bytes that is percent-encoded and given twice fits.
    private static final int MAX_PART_HEADER_BYTES = 8 * 1024;
    private static final int READ_BUFFER_BYTES = 64 * 1024;

    private final CaptureBucket bucket;
    private final RegistryClient registry;
    private final Semaphore turns;

    Uploads(CaptureBucket bucket, @RestClient RegistryClient registry, UploadConfig config) {
        this.bucket = bucket;
        this.registry = registry;
        this.turns = new Semaphore(config.concurrent(), true);
    }

    /// @param boundary of the multipart body, null when its Content-Type has none
    /// @throws ApiException which names the files that were stored before
    public List<CaptureFile> store(InputStream body, String boundary, boolean replace) {
        if (boundary == null || boundary.isEmpty()) throw ApiException.badRequest("The Content-Type multipart/form-data has no boundary.");
        var stored = new ArrayList<CaptureFile>();
        try {
            storeInTurn(body, boundary, replace, stored);
        } catch (ApiException e) {
            discard(body);
            throw stored.isEmpty() ? e : e.withMessage("%s Stored before it: %s.".formatted(e.getMessage(), names(stored)));
        }
        if (stored.isEmpty()) throw ApiException.badRequest("The body has no part named %s.".formatted(FIELD));
        return stored;
    }

    private void storeInTurn(InputStream body, String boundary, boolean replace, List<CaptureFile> stored) {
        turns.acquireUninterruptibly();
        try {
            storeParts(body, boundary, replace, stored);
        } finally {
            turns.release();
        }
    }

    /// Many clients read the answer only when they have sent everything; what nobody reads would pile up in the heap until then.
    private static void discard(InputStream body) {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException e) {
            LOG.debugf("The rest of a refused upload did not arrive: %s", e);
        }
    }

    private void storeParts(InputStream body, String boundary, boolean replace, List<CaptureFile> stored) {
        try {
            var input = MultipartInput.builder().setInputStream(body).setBoundary(boundary.getBytes(UTF_8)).setBufferSize(READ_BUFFER_BYTES)
                    .setPartHeaderSizeMax(MAX_PART_HEADER_BYTES).get();
            input.setHeaderCharset(UTF_8);
            for (boolean more = input.skipPreamble(); more; more = input.readBoundary()) {
                stored.add(storePart(PartDisposition.of(input.readHeaders()), input.newInputStream(), replace));
            }
        } catch (FileUploadSizeException e) {
            throw ApiException.badRequest(String.format(Locale.ROOT, "The headers of a part are longer than %,d bytes.", MAX_PART_HEADER_BYTES));
        } catch (FileUploadException | IllegalArgumentException e) {
            throw ApiException.badRequest("The multipart body is malformed or ends before its last boundary.");
        } catch (IOException e) {
            throw ApiException.badRequest("The body ended before all of it had arrived.");
        }
    }

    private CaptureFile storePart(PartDisposition part, InputStream content, boolean replace) throws IOException {
        if (!FIELD.equals(part.field())) throw ApiException.badRequest("There is a part named '%s'; the files come in parts named %s.".formatted(part.field(), FIELD));
        if (part.fileName() == null) throw ApiException.badRequest("A part named %s has no file name.".formatted(FIELD));
        String name = CaptureName.requireNew(part.fileName());
        bucket.write(name, content, replace);
        LOG.infof("Stored %s", name);
        return register(name);
    }

    private CaptureFile register(String name) {
        try {
            return CaptureFile.of(BackEnd.REGISTRY.ask(() -> registry.register(new RegistryClient.CaptureName(name))));
        } catch (ApiException e) {
            throw e.withMessage("'%s' is stored and will be listed, but could not be shown to file-registry now: %s".formatted(name, e.getMessage()));
        }
    }

    private static String names(List<CaptureFile> files) {
        return files.stream().map(CaptureFile::name).collect(Collectors.joining(", "));
    }
}
