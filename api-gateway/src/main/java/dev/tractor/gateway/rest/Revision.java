package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What a client may keep of a finished job's answers: they do not change until another version of the gateway writes them.
@ApplicationScoped
class Revision {
    private final String version;

    Revision(@ConfigProperty(name = "quarkus.application.version") String version) {
        this.version = version;
    }

    /// @param form tells apart the representations of one path: the format
    EntityTag of(Job job, String form) {
        return new EntityTag("%d-%d-%s-%s".formatted(job.jobId(), job.attempt(), form, version));
    }

    /// @return 304 when the client has it
    static Optional<ResponseBuilder> unchanged(Request request, EntityTag tag) {
        return Optional.ofNullable(request.evaluatePreconditions(tag)).map(answer -> mark(answer, tag));
    }

    static ResponseBuilder mark(ResponseBuilder answer, EntityTag tag) {
        return answer.tag(tag).header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }
}
