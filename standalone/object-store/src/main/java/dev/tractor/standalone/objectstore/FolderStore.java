package dev.tractor.standalone.objectstore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects as files, a folder per bucket. Adds to s3proxy's store what a client relies on: an object is listed only when it is whole,
/// and a key that a file system cannot hold is refused as the client's error.
final class FolderStore extends ForwardingBlobStore {
    /// Content goes to `KEY-UUID` in the same folder first; it has no ETag until it is renamed to its key.
    private static final Pattern UNFINISHED = Pattern.compile(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.DOTALL);
    private static final String ETAG_ATTRIBUTE = "user:user.content-md5";

    /// A file name has at most 255 bytes, and the suffix of unfinished content takes 37 of them.
    private static final int MAX_SEGMENT_BYTES = 255 - 37;

    private final Path folder;

    FolderStore(Path folder) {
        super(new FilesystemNio2BlobStore(folder.toString()));
        this.folder = folder;
    }

    /// Deletes what uploads left that a crash interrupted.
    void deleteUnfinished() throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) tree.filter(FolderStore::isUnfinished)::iterator) {
                Files.delete(file);
            }
        }
    }

    private static boolean isUnfinished(Path file) {
        if (!UNFINISHED.matcher(file.getFileName().toString()).matches() || !Files.isRegularFile(file)) {
            return false;
        }
        try {
            Files.getAttribute(file, ETAG_ATTRIBUTE);
            return false;
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            return true;
        }
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response all = super.list(request);
        List<S3Object> whole = all.contents().stream().filter(object -> object.eTag() != null || !UNFINISHED.matcher(object.key()).matches()).toList();
        return whole.size() == all.contents().size() ? all : all.toBuilder().contents(whole).build();
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        requireStorable(request.bucket(), request.key());
        return super.putBlob(request, content);
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        requireStorable(request.destinationBucket(), request.destinationKey());
        return super.copyBlob(request);
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        requireStorable(request.bucket(), request.key());
        return super.initiateMultipartUpload(request);
    }

    private void requireStorable(String bucket, String key) {
        for (String segment : key.split("/")) {
            if (segment.equals("..") || segment.equals(".") || segment.isEmpty()) {
                throw S3Exceptions.invalidRequest("A key has no empty segment and none that is . or ..: " + key);
            }
            if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES) {
                throw S3Exceptions.invalidRequest("A segment of a key has at most " + MAX_SEGMENT_BYTES + " bytes");
            }
        }
        Path target = folder.resolve(bucket).resolve(key);
        if (!key.endsWith("/") && Files.isDirectory(target)) {
            throw S3Exceptions.invalidRequest("There are objects below " + key + "/, so none can be called " + key);
        }
        for (Path parent = target.getParent(); !parent.equals(folder); parent = parent.getParent()) {
            if (Files.isRegularFile(parent)) {
                throw S3Exceptions.invalidRequest("There is an object " + folder.resolve(bucket).relativize(parent) + ", so none can be below it");
            }
        }
    }
}
