package dev.tractor.extractor.store;

import dev.tractor.extractor.Retry;
import dev.tractor.flow.MeteringStoppedException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;

/// Writes an object of unknown length, holding one part of it. A store that is away is waited for; an interrupted wait throws
/// [MeteringStoppedException]. The object exists only after [#complete].
public final class MultipartOutput extends OutputStream {
    /// The least that S3 takes for a part other than the last; its 10,000 parts then hold 50 GB, an index of 10^10 packets.
    public static final int PART_BYTES = 5 << 20;

    /// Most results are far shorter than a part.
    private static final int FIRST_BYTES = 1 << 16;
    private static final Logger LOG = Logger.getLogger(MultipartOutput.class);

    private final ObjectUpload upload;
    private byte[] part = new byte[FIRST_BYTES];
    private final List<String> etags = new ArrayList<>();
    private String uploadId;
    private int length;
    private boolean completed;

    public MultipartOutput(ObjectUpload upload) {
        this.upload = upload;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        int from = offset;
        int left = count;
        while (left > 0) {
            if (length == PART_BYTES) {
                uploadPart();
            }
            if (length == part.length) {
                part = Arrays.copyOf(part, Math.min(PART_BYTES, 2 * part.length));
            }
            int taken = Math.min(left, part.length - length);
            System.arraycopy(bytes, from, part, length, taken);
            length += taken;
            from += taken;
            left -= taken;
        }
    }

    /// Stores what is left and makes the object.
    public void complete() {
        if (uploadId == null) {
            waiting(() -> {
                upload.put(part, length);
                return null;
            });
        } else {
            if (length > 0) {
                uploadPart();
            }
            waiting(() -> {
                upload.complete(uploadId, List.copyOf(etags));
                return null;
            });
        }
        completed = true;
    }

    /// Gives up an upload that was not completed, as well as that can be done now.
    @Override
    public void close() {
        if (completed || uploadId == null) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            upload.abort(uploadId);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (IOException e) {
            LOG.warnf("%s: its unfinished upload stays in the store: %s", upload.name(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void uploadPart() {
        if (uploadId == null) {
            uploadId = waiting(upload::begin);
        }
        etags.add(waiting(() -> upload.part(uploadId, etags.size() + 1, part, length)));
        length = 0;
    }

    private <T> T waiting(Retry.Attempt<T, RuntimeException> attempt) {
        try {
            return Retry.untilDone("write " + upload.name(), attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeteringStoppedException();
        }
    }
}
