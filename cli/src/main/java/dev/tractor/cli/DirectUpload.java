package dev.tractor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Sends a long capture straight to the object store, part by part, so that neither gateway nor one request has to carry it whole. A part that does not arrive is sent again.
final class DirectUpload {
    /// Shorter captures pass the gateway in one request.
    static final long LEAST_BYTES = 64L << 20;
    private static final int TRIES = 3;
    private static final int OK = 200;

    /// The object store cannot be reached from here: the gateway takes the capture instead.
    static final class UnreachableException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final HttpClient http;
    private final Path file;
    private final long length;
    private final ProgressLine progress;
    private final ArrayNode sent = JsonNodeFactory.instance.arrayNode();

    DirectUpload(HttpClient http, CaptureSource.CaptureFile capture, ProgressLine progress) {
        this.http = http;
        this.file = capture.path();
        this.length = capture.length();
        this.progress = progress;
    }

    /// @param page UploadParts
    void send(JsonNode page) throws UnreachableException {
        long partBytes = page.path("part_bytes").asLong();
        for (JsonNode part : page.path("parts")) {
            int number = part.path("part").asInt();
            long offset = (number - 1) * partBytes;
            String etag = send(URI.create(part.path("url").asText()), offset, Math.min(partBytes, length - offset));
            sent.addObject().put("part", number).put("etag", etag);
            progress.sent(offset + partBytes);
        }
    }

    int partsSent() {
        return sent.size();
    }

    /// The body of the completion.
    ObjectNode completion() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("parts", sent);
        return body;
    }

    /// @return the part's ETag
    private String send(URI url, long offset, long bytes) throws UnreachableException {
        String reason = "";
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try (FileChannel content = FileChannel.open(file)) {
                InputStream in = Channels.newInputStream(content.position(offset));
                HttpRequest request = HttpRequest.newBuilder(url).PUT(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new FirstBytes(in, bytes)), bytes)).build();
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == OK) {
                    return answer.headers().firstValue("ETag").orElseThrow(() -> new CommandFailure(url.getAuthority() + " answers no ETag; is it an object store?"));
                }
                reason = "it answers " + answer.statusCode();
            } catch (ConnectException | HttpConnectTimeoutException e) {
                throw new UnreachableException();
            } catch (IOException e) {
                reason = Destination.reason(e);
            } catch (UncheckedIOException e) {
                reason = Destination.reason(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailure("interrupted", e);
            }
        }
        throw new CommandFailure(file + ": the object store " + url.getAuthority() + " does not take the bytes from " + offset + " on, tried " + TRIES + " times: " + reason);
    }

    /// The part of a stream that a request carries.
    private static final class FirstBytes extends InputStream {
        private final InputStream in;
        private long left;

        FirstBytes(InputStream in, long bytes) {
            this.in = in;
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = left == 0 ? -1 : in.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
