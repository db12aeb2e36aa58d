package dev.tractor.gateway.upload;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.DirectUpload;
import dev.tractor.gateway.backend.ProblemType;
import dev.tractor.gateway.captures.UploadParts.UploadPart;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.MinioAsyncClient;
import io.minio.errors.MinioException;
import io.minio.http.Method;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Signs URLs by which a client may send the parts of one upload to the bucket, and nothing else. Nothing is asked of the object store for it.
@Startup
@ApplicationScoped
public class PartUrls {
    /// A page of URLs, each of some 500 characters.
    static final int MAX_URLS = 100;
    /// What a store without regions is signed for, as S3's own default.
    private static final String DEFAULT_REGION = "us-east-1";
    /// S3's limit for a presigned URL.
    private static final Duration LONGEST = Duration.ofDays(7);

    private final Optional<MinioAsyncClient> signer;
    private final String bucket;

    PartUrls(UploadConfig config, BucketsConfig buckets, @ConfigProperty(name = "quarkus.minio.access-key") String accessKey, @ConfigProperty(name = "quarkus.minio.secret-key") String secretKey,
             @ConfigProperty(name = "quarkus.minio.region") Optional<String> region) {
        this.bucket = buckets.captures();
        this.signer = config.publicUrl().map(PartUrls::origin)
                .map(url -> MinioAsyncClient.builder().endpoint(url).credentials(accessKey, secretKey).region(region.orElse(DEFAULT_REGION)).build());
    }

    /// A page's security policy names it, and a signature holds for host and path: so it is no more than scheme, host and port.
    private static String origin(URI url) {
        boolean plain = url.getHost() != null && (url.getRawPath().isEmpty() || url.getRawPath().equals("/")) && url.getRawQuery() == null && url.getRawUserInfo() == null;
        if (!plain || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException("tractor.upload.public-url is http://host:port or https://host:port, not '" + url + "'");
        }
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /// @throws ApiException 409 when no address is configured under which clients reach the bucket
    public void requireConfigured() {
        client();
    }

    /// @param from the first part of the page
    public List<UploadPart> of(DirectUpload upload, int from) {
        MinioAsyncClient client = client();
        long secondsLeft = upload.expiresAt() - Clock.systemUTC().instant().getEpochSecond();
        int seconds = (int) Math.clamp(secondsLeft, 1, LONGEST.toSeconds());
        int last = (int) Math.min(upload.parts(), (long) from + MAX_URLS - 1);
        return IntStream.rangeClosed(from, last).mapToObj(part -> new UploadPart(part, url(client, upload, part, seconds))).toList();
    }

    private MinioAsyncClient client() {
        return signer.orElseThrow(() -> ApiException.of(ProblemType.NO_DIRECT_UPLOADS,
                "No address is configured under which clients reach the bucket (tractor.upload.public-url). Upload by POST /v1/files."));
    }

    private String url(MinioAsyncClient client, DirectUpload upload, int part, int seconds) {
        try {
            return client.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder().method(Method.PUT).bucket(bucket).object(upload.name())
                    .extraQueryParams(Map.of("partNumber", String.valueOf(part), "uploadId", upload.storeId())).expiry(seconds, TimeUnit.SECONDS).build());
        } catch (MinioException | IOException | GeneralSecurityException e) {
            throw ApiException.fault("The URL of a part could not be signed.", e);
        }
    }
}
