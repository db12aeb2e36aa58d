package dev.tractor.testsupport.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.net.http.HttpResponse;
import java.util.Locale;
import org.hamcrest.Matcher;

/// What came back. Each check fails with the request and the answer.
public final class Answer {
    private static final int SHOWN = 1_000;

    private final HttpResponse<byte[]> response;

    Answer(HttpResponse<byte[]> response) {
        this.response = response;
    }

    /// Itself: what follows is asked of it.
    public Answer then() {
        return this;
    }

    public int statusCode() {
        return response.statusCode();
    }

    /// Null when there is none.
    public String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    public byte[] bytes() {
        return response.body();
    }

    public String text() {
        return new String(response.body(), UTF_8);
    }

    public Json json() {
        return Json.of(text());
    }

    public Answer statusCode(int expected) {
        return check("status", statusCode(), is(expected));
    }

    public Answer header(String name, String expected) {
        return header(name, is(expected));
    }

    public Answer header(String name, Matcher<? super String> expected) {
        return check("header " + name, header(name), expected);
    }

    /// Of that type; when no charset is named, whatever charset.
    public Answer contentType(String expected) {
        String type = String.valueOf(header("Content-Type")).replace(" ", "").toLowerCase(Locale.ROOT);
        return check("content type", expected.contains(";") ? type : type.replaceFirst(";.*", ""), is(expected.toLowerCase(Locale.ROOT)));
    }

    public Answer contentType(Matcher<? super String> expected) {
        return header("Content-Type", expected);
    }

    public Answer body(Matcher<? super String> expected) {
        return check("body", text(), expected);
    }

    /// @param path as in [Json]
    public Answer body(String path, Matcher<?> expected) {
        return check(path, json().get(path), expected);
    }

    private <T> Answer check(String what, Object found, Matcher<T> expected) {
        if (!expected.matches(found)) {
            String shown = text().substring(0, Math.min(text().length(), SHOWN));
            // fails with the matcher's own words
            assertThat(what + " of " + response.request().method() + " " + response.uri() + " -> " + statusCode() + " " + shown, found, (Matcher<? super Object>) expected);
        }
        return this;
    }
}
