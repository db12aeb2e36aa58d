package dev.tractor.registry.store;

import dev.tractor.registry.BucketsConfig;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.ListenBucketNotificationArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Event;
import io.minio.messages.Item;
import io.minio.messages.NotificationRecords;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The bucket over the S3 protocol.
@ApplicationScoped
public class BucketCaptureStore implements CaptureStore {
    private static final Logger LOG = Logger.getLogger(BucketCaptureStore.class);
    private static final Set<String> NO_OBJECT = Set.of("NoSuchKey", "NoSuchBucket", "NoSuchObject");
    private static final String[] CHANGES = {"s3:ObjectCreated:*", "s3:ObjectRemoved:*"};

    private final MinioClient client;
    private final BucketsConfig buckets;

    BucketCaptureStore(MinioClient client, BucketsConfig buckets) {
        this.client = client;
        this.buckets = buckets;
    }

    @Override
    public void makeBuckets() {
        for (String bucket : List.of(buckets.captures(), buckets.results(), buckets.models())) {
            ask("making bucket " + bucket, () -> {
                if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                    client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
                    LOG.infof("made bucket %s", bucket);
                }
                return null;
            });
        }
    }

    @Override
    public Map<String, StoredObject> list() {
        return ask("listing bucket " + buckets.captures(), () -> {
            Map<String, StoredObject> objects = new HashMap<>();
            for (Result<Item> result : client.listObjects(ListObjectsArgs.builder().bucket(buckets.captures()).recursive(true).build())) {
                Item item = result.get();
                if (!isFolder(item)) {
                    objects.put(item.objectName(), new StoredObject(item.objectName(), unquoted(item.etag()), item.size()));
                }
            }
            return objects;
        });
    }

    @Override
    public Optional<StoredObject> look(String name) {
        return ask("looking at " + name, () -> {
            try {
                StatObjectResponse found = client.statObject(StatObjectArgs.builder().bucket(buckets.captures()).object(name).build());
                return Optional.of(new StoredObject(name, unquoted(found.etag()), found.size()));
            } catch (ErrorResponseException e) {
                if (NO_OBJECT.contains(e.errorResponse().code())) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public InputStream read(String name, String etag, long offset, long length) throws IOException {
        Optional<GetObjectResponse> response = ask("reading " + name, () -> {
            try {
                return Optional.of(client.getObject(GetObjectArgs.builder().bucket(buckets.captures()).object(name).offset(offset).length(length).build()));
            } catch (ErrorResponseException e) {
                if (NO_OBJECT.contains(e.errorResponse().code())) {
                    return Optional.empty();
                }
                throw e;
            }
        });
        GetObjectResponse object = response.orElseThrow(() -> new ObjectChangedException(name + " is not in the bucket any more"));
        if (!etag.equals(unquoted(object.headers().get("ETag")))) {
            object.close();
            throw new ObjectChangedException(name + " was overwritten");
        }
        return object;
    }

    @Override
    public void delete(String name, String etag) {
        if (look(name).filter(object -> object.isVersion(etag)).isPresent()) {
            ask("deleting " + name, () -> {
                client.removeObject(RemoveObjectArgs.builder().bucket(buckets.captures()).object(name).build());
                return null;
            });
        }
    }

    @Override
    public boolean listen(Consumer<String> changedName) {
        ListenBucketNotificationArgs wanted = ListenBucketNotificationArgs.builder().bucket(buckets.captures()).prefix("").suffix("").events(CHANGES).build();
        boolean heard = false;
        try (var changes = client.listenBucketNotification(wanted)) {
            while (changes.hasNext()) {
                NotificationRecords records = changes.next().get();
                heard = true;
                for (Event event : records.events()) {
                    changedName.accept(event.objectName());
                }
            }
            return true;
        } catch (ErrorResponseException e) {
            return isServerFault(e);
        } catch (MinioException | GeneralSecurityException e) {
            return heard;
        } catch (IOException e) {
            // Not this protocol's answer, such as a listing in XML, from a store that does not know the call; a broken connection otherwise.
            return !(e instanceof com.fasterxml.jackson.core.JacksonException);
        }
    }

    private static boolean isServerFault(ErrorResponseException e) {
        return e.response() != null && e.response().code() >= 500 && e.response().code() != 501;
    }

    /// Consoles make an empty object whose name ends so when one asks for a folder.
    private static boolean isFolder(Item item) {
        return item.isDir() || item.objectName().endsWith("/") && item.size() == 0;
    }

    private static String unquoted(String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws MinioException, IOException, GeneralSecurityException;
    }

    private static <T> T ask(String what, Question<T> question) {
        try {
            return question.ask();
        } catch (MinioException | IOException | GeneralSecurityException e) {
            throw new StoreUnavailableException(what + " failed: " + e.getMessage(), e);
        }
    }
}
