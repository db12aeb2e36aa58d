package dev.tractor.gateway.page;

import io.quarkus.runtime.util.ClassPathUtils;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.MimeMapping;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Serves the page. `/ui/` leads to its files under an address that changes with any of them, so that a browser keeps them for good and never mixes two versions.
@ApplicationScoped
class PageFiles {
    private static final String FOLDER = "META-INF/resources/ui";
    private static final String INDEX = "index.html";
    /// What of the index is a file of the page.
    private static final Pattern OWN_FILE = Pattern.compile("(src|href)=\"(?=[\\w/-]+\\.(?:js|css|svg|woff2)\")");
    private static final int VERSION_DIGITS = 16;
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    /// After the routes that set headers, before the one that serves files as they lie there.
    private static final int FIRST = -100;
    private static final int NOT_MODIFIED = 304;
    /// Fonts and pictures are compressed in themselves.
    private static final double WORTH_IT = 0.9;

    /// @param gzip null where it would not be much shorter
    private record PageFile(String type, Buffer plain, Buffer gzip) {
        static PageFile of(String name, byte[] content) {
            String type = MimeMapping.getMimeTypeForFilename(name);
            byte[] gzip = compressed(content);
            return new PageFile(type.startsWith("text/") ? type + ";charset=UTF-8" : type, Buffer.buffer(content), gzip.length < content.length * WORTH_IT ? Buffer.buffer(gzip) : null);
        }
    }

    private final Map<String, PageFile> files = new TreeMap<>();
    private final String version;
    private final PageFile index;

    PageFiles() throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        ClassPathUtils.consumeAsPaths(PageFiles.class.getClassLoader(), FOLDER, folder -> read(folder, contents));
        version = digest(contents);
        index = PageFile.of(INDEX, OWN_FILE.matcher(new String(contents.remove(INDEX), StandardCharsets.UTF_8)).replaceAll("$1=\"" + version + "/").getBytes(StandardCharsets.UTF_8));
        contents.forEach((name, content) -> files.put(name, PageFile.of(name, content)));
    }

    void register(@Observes Router router) {
        router.routeWithRegex("/ui/(?:index\\.html)?").method(HttpMethod.GET).method(HttpMethod.HEAD).order(FIRST).handler(this::index);
        router.routeWithRegex("/ui/" + version + "/(?<file>.+)").method(HttpMethod.GET).method(HttpMethod.HEAD).order(FIRST).handler(this::file);
    }

    private void index(RoutingContext rc) {
        String tag = '"' + version + '"';
        rc.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache").putHeader(HttpHeaders.ETAG, tag);
        if (tag.equals(rc.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            rc.response().setStatusCode(NOT_MODIFIED).end();
        } else {
            send(rc, index);
        }
    }

    private void file(RoutingContext rc) {
        PageFile file = files.get(rc.pathParam("file"));
        if (file == null) {
            rc.next();
            return;
        }
        rc.response().putHeader(HttpHeaders.CACHE_CONTROL, FOR_GOOD);
        send(rc, file);
    }

    private static void send(RoutingContext rc, PageFile file) {
        HttpServerResponse response = rc.response().putHeader(HttpHeaders.CONTENT_TYPE, file.type());
        String accepted = rc.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        boolean zipped = file.gzip() != null && accepted != null && accepted.contains("gzip");
        if (file.gzip() != null) {
            response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        if (zipped) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        Buffer body = zipped ? file.gzip() : file.plain();
        if (rc.request().method() == HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())).end();
        } else {
            response.end(body);
        }
    }

    private static void read(Path folder, Map<String, byte[]> contents) {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                contents.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Map<String, byte[]> contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            contents.forEach((name, content) -> {
                digest.update((name + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] compressed(byte[] content) {
        var out = new ByteArrayOutputStream(content.length);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
