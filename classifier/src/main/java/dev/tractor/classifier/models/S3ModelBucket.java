package dev.tractor.classifier.models;

import dev.tractor.classifier.BucketsConfig;
import dev.tractor.classifier.ClassifierConfig;
import dev.tractor.model.ModelFiles;
import dev.tractor.model.OnnxModel;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;

/// The bucket over the S3 protocol.
@Singleton
class S3ModelBucket implements ModelBucket {
    private static final String NO_SUCH_KEY = "NoSuchKey";

    private final MinioClient client;
    private final String bucket;
    private final int limit;

    S3ModelBucket(MinioClient client, BucketsConfig buckets, ClassifierConfig config) {
        this.client = client;
        this.bucket = buckets.models();
        this.limit = Math.toIntExact(config.modelLimit().asLongValue());
    }

    @Override
    public Optional<ModelFiles> read(String digest) throws IOException {
        Optional<byte[]> manifest = object(digest + "/" + OnnxModel.MANIFEST_FILE);
        Optional<byte[]> onnx = manifest.isEmpty() ? Optional.empty() : object(digest + "/" + OnnxModel.MODEL_FILE);
        return onnx.map(bytes -> new ModelFiles(manifest.get(), bytes));
    }

    @Override
    public Optional<byte[]> report(String digest) throws IOException {
        return object(digest + "/" + OnnxModel.REPORT_FILE);
    }

    /// Not more of it than any model has.
    private Optional<byte[]> object(String name) throws IOException {
        try (var object = client.getObject(GetObjectArgs.builder().bucket(bucket).object(name).build())) {
            return Optional.of(object.readNBytes(limit + 1));
        } catch (ErrorResponseException e) {
            if (NO_SUCH_KEY.equals(e.errorResponse().code())) {
                return Optional.empty();
            }
            throw away(name, e);
        } catch (MinioException | GeneralSecurityException e) {
            throw away(name, e);
        }
    }

    /// The manifest last: a reader that sees it sees all.
    @Override
    public void write(ModelFiles files) throws IOException {
        put(files.digest() + "/" + OnnxModel.MODEL_FILE, files.onnx());
        if (files.report() != null) {
            put(files.digest() + "/" + OnnxModel.REPORT_FILE, files.report());
        }
        put(files.digest() + "/" + OnnxModel.MANIFEST_FILE, files.manifest());
    }

    private void put(String name, byte[] content) throws IOException {
        try {
            client.putObject(PutObjectArgs.builder().bucket(bucket).object(name).stream(new ByteArrayInputStream(content), content.length, -1).build());
        } catch (MinioException | GeneralSecurityException e) {
            throw away(name, e);
        }
    }

    private static IOException away(String name, Exception cause) {
        return new IOException("the object store does not give or take " + name + ": " + cause.getMessage(), cause);
    }
}
