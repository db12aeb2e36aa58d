package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.Job.State;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Entity tags (RFC 9110, section 8.8.3) of what is answered about finished jobs. A tag follows from what the answer depends on: the job and its attempt, the GeoIP files, the question and the asked
/// form; so it is known before the answer is, and every replica gives the same one.
@Singleton
class ResultTags {
    private static final String TAG = ResultTags.class.getName();
    /// Half a SHA-256.
    private static final int TAG_DIGITS = 32;
    /// Ask each time whether the answer still holds: a job may be deleted.
    static final String PRIVATE = "private, no-cache";
    private final Jobs jobs;
    /// Another one may answer otherwise about the same flows.
    private final String version;

    ResultTags(Jobs jobs, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.jobs = jobs;
        this.version = version;
    }

    /// Answers 304 and 412 at once. What is wrong with the request is left to the resource.
    @FinishedResult
    @ServerRequestFilter
    Response tag(ContainerRequestContext request) {
        String jobId = request.getUriInfo().getPathParameters().getFirst("job_id");
        if (jobId == null || !jobId.matches("\\d{1,18}")) return null;
        Job job = jobs.find(Long.parseLong(jobId)).orElse(null);
        if (job == null || job.state() != State.FINISHED) return null;
        var asked = request.getUriInfo().getRequestUri();
        EntityTag tag = of(job, request.getHeaderString(HttpHeaders.ACCEPT), asked.getRawPath(), asked.getRawQuery());
        Response.ResponseBuilder unchanged = request.getRequest().evaluatePreconditions(tag);
        if (unchanged != null && unchanged.build().getStatus() == Response.Status.PRECONDITION_FAILED.getStatusCode()) throw new ClientErrorException(Response.Status.PRECONDITION_FAILED);
        if (unchanged != null) return unchanged.header(HttpHeaders.CACHE_CONTROL, PRIVATE).build();
        request.setProperty(TAG, tag);
        return null;
    }

    @FinishedResult
    @ServerResponseFilter
    void answer(ContainerRequestContext request, ContainerResponseContext answer) {
        if (request.getProperty(TAG) instanceof EntityTag tag && answer.getStatus() == Response.Status.OK.getStatusCode()) {
            answer.getHeaders().putSingle(HttpHeaders.ETAG, tag);
            answer.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, PRIVATE);
        }
    }

    /// @param accept the header, null without it
    /// @param path as it came
    /// @param query as it came, null without it
    EntityTag of(Job job, String accept, String path, String query) {
        var geoip = job.pins() == null ? null : job.pins().geoip();
        var parts = List.of(version, job.jobId() + "/" + job.attempt(), geoip == null ? "" : geoip.digest(), String.valueOf(accept), path, String.valueOf(query));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            return new EntityTag(HexFormat.of().formatHex(digest).substring(0, TAG_DIGITS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
