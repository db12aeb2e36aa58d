package dev.tractor.gateway.backend;

import jakarta.ws.rs.core.Response.Status;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The kinds of problems: what the `type` of an error means (RFC 9457), by which a client can tell them apart. A published one is never renamed.
public enum ProblemType {
    INVALID_REQUEST(Status.BAD_REQUEST, "The request cannot be read", "A parameter, a body or a part of it is missing, malformed or out of its range. The detail names it."),
    INVALID_NAME(Status.BAD_REQUEST, "No capture can have this name", "Names are UTF-8 without control characters and without a segment '..', each segment at most 200 bytes, all of it at most 1,024."),
    INVALID_QUERY(Status.BAD_REQUEST, "The query is malformed", "The query language is described in docs/reference/query.md. errors.column says where, counted from 1."),
    TOO_MANY_PACKETS(Status.BAD_REQUEST, "These are too many packets for one answer", "Narrow the query, or raise tractor.packets.max-packets or tractor.packets.max-bytes."),
    NOT_FOUND(Status.NOT_FOUND, "There is nothing here", "The path is none of the API's, or what it names is not there. /q/openapi describes the paths."),
    UNKNOWN_CAPTURE(Status.NOT_FOUND, "There is no such capture", "It was never uploaded, or it was deleted. GET /v1/captures lists those that there are."),
    UNKNOWN_JOB(Status.NOT_FOUND, "There is no such job", "It was never started, or it was deleted. GET /v1/jobs lists those that there are."),
    UNKNOWN_UPLOAD(Status.NOT_FOUND, "There is no such upload", "It was completed, given up, or not completed in time (tractor.registry.upload-expiry). Begin another one."),
    UNKNOWN_MODEL(Status.NOT_FOUND, "There is no such model", "GET /v1/models lists those that there are."),
    UNKNOWN_REPORT(Status.NOT_FOUND, "The model came without a report", "Upload it again with the report.json that 'tractor train' wrote beside it."),
    UNKNOWN_LABEL(Status.NOT_FOUND, "There is no such label", "GET /v1/labels/list lists those that there are."),
    UNKNOWN_HOST(Status.NOT_FOUND, "There is no such host", "No flow of the job has this address."),
    UNKNOWN_FLOW(Status.NOT_FOUND, "There is no such flow", "Flows of a job are counted from 0."),
    UNKNOWN_SESSION(Status.NOT_FOUND, "There is no such session", "A session has the number of its first flow."),
    METHOD_NOT_ALLOWED(Status.METHOD_NOT_ALLOWED, "The path does not take this method", "The header Allow names those that it takes."),
    NOT_ACCEPTABLE(Status.NOT_ACCEPTABLE, "There is no answer of this type", "The header Accept allows none of the types in which the path answers."),
    CONFLICT(Status.CONFLICT, "It is not possible now", "The state of what is asked about does not allow it. The detail says why."),
    CAPTURE_EXISTS(Status.CONFLICT, "There is a capture of this name", "Choose another name, or replace it."),
    SAME_CAPTURE(Status.CONFLICT, "There is a capture with the same bytes", "same_as names it. Process that one; to have the bytes twice, upload with replace."),
    UPLOAD_INCOMPLETE(Status.CONFLICT, "The parts do not make the capture", "A part is missing or is not the one that the object store has. Send it again, then complete the upload again."),
    NO_DIRECT_UPLOADS(Status.CONFLICT, "Clients cannot reach the bucket", "tractor.upload.public-url is not set. Upload by POST /v1/files."),
    JOB_NOT_FINISHED(Status.CONFLICT, "The job has not finished", "Follow GET /v1/jobs/{job_id}/events, and ask again when its state is finished."),
    JOB_FAILED(Status.CONFLICT, "The job has failed", "It has no results. The detail says why it failed."),
    JOB_ENDED(Status.CONFLICT, "The job has ended", "Only a running job can be cancelled."),
    JOB_NEEDED(Status.CONFLICT, "The job is needed", "It runs, or another job labels its flows again. Cancel it, or delete the other one first."),
    CAPTURE_CHANGED(Status.CONFLICT, "The packets are not there any more", "The capture was deleted or overwritten since the job read it, or the index of its packets was removed. Process the capture again."),
    NO_REPORT(Status.CONFLICT, "The job has no report of its capture", "The report is there as soon as the job has read all of the capture."),
    RELABEL_REFUSED(Status.CONFLICT, "The flows cannot be labelled again", "The job has not finished, or has not stored the vectors that the model takes. Process the capture again with that model."),
    MODEL_NEEDED(Status.CONFLICT, "The model is needed", "It is active, ships with TrActor, or labels a running job."),
    PRECONDITION_FAILED(Status.PRECONDITION_FAILED, "The answer is another one by now", "The header If-Match names no tag of it. Ask again without that header."),
    TOO_LARGE(Status.REQUEST_ENTITY_TOO_LARGE, "It is too large", "A limit is exceeded, which the detail names."),
    URI_TOO_LONG(Status.REQUEST_URI_TOO_LONG, "The URI is too long", "A URI has at most 8,192 characters."),
    UNSUPPORTED_MEDIA_TYPE(Status.UNSUPPORTED_MEDIA_TYPE, "The body is of another type", "The Content-Type is none that the path takes."),
    INTERNAL_FAULT(Status.INTERNAL_SERVER_ERROR, "A fault of TrActor", "The log of the part that the detail names says more. Please report it."),
    UNAVAILABLE(Status.SERVICE_UNAVAILABLE, "A part of TrActor is away", "The detail says which. Try again after the seconds of the header Retry-After.");

    /// Where the types are described, each under its name.
    public static final String PATH = "/problems/";

    private final Status status;
    private final String title;
    private final String advice;

    ProblemType(Status status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    public Status status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// What it means and what to do.
    public String advice() {
        return advice;
    }

    /// `unknown-job`
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The URI reference of the type.
    public String uri() {
        return PATH + wire();
    }

    public static Optional<ProblemType> named(String wire) {
        return Arrays.stream(values()).filter(type -> type.wire().equals(wire)).findFirst();
    }

    /// The most general one of that status; the first that is declared.
    public static ProblemType of(Status status) {
        return Arrays.stream(values()).filter(type -> type.status == status).findFirst().orElse(status != null && status.getStatusCode() < 500 ? INVALID_REQUEST : INTERNAL_FAULT);
    }
}
