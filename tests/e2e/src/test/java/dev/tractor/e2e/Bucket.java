package dev.tractor.e2e;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.UploadObjectArgs;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/// A bucket as any S3 client sees it.
final class Bucket {
    private final MinioClient client;
    private final String name;

    Bucket(Stack stack, String name) {
        this.client = MinioClient.builder().endpoint(stack.s3().toString()).credentials(stack.accessKey(), stack.secretKey()).build();
        this.name = name;
    }

    void put(String object, byte[] content) {
        attempt(() -> client.putObject(PutObjectArgs.builder().bucket(name).object(object).stream(new ByteArrayInputStream(content), content.length, -1).build()));
    }

    void put(String object, Path file) {
        attempt(() -> client.uploadObject(UploadObjectArgs.builder().bucket(name).object(object).filename(file.toString()).build()));
    }

    void delete(String object) {
        attempt(() -> {
            client.removeObject(RemoveObjectArgs.builder().bucket(name).object(object).build());
            return null;
        });
    }

    byte[] get(String object) {
        return attempt(() -> client.getObject(GetObjectArgs.builder().bucket(name).object(object).build()).readAllBytes());
    }

    List<String> list(String prefix) {
        return attempt(() -> StreamSupport.stream(client.listObjects(ListObjectsArgs.builder().bucket(name).prefix(prefix).recursive(true).build()).spliterator(), false)
                .map(result -> attempt(() -> result.get().objectName())).toList());
    }

    private static <T> T attempt(java.util.concurrent.Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw new IllegalStateException("S3: " + e.getMessage(), e);
        }
    }
}
