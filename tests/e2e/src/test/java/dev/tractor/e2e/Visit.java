package dev.tractor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// One visitor's window, and whatever went wrong in it: errors of scripts, of the console, of the content security policy, and requests to other origins.
final class Visit implements AutoCloseable {
    /// How a window is.
    ///
    /// @param width CSS pixels
    record Look(ColorScheme colours, int width) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCREENSHOTS = Path.of(System.getProperty("tractor.root"), "tests/e2e/target/screenshots");
    private static final String AXE = resource("/axe.min.js");
    /// Given to the page: [name, how grave, where] of each breach of WCAG 2.2 A and AA that is serious or critical.
    private static final String AUDIT = """
            async () => (await axe.run({resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})).violations
              .filter(({impact}) => impact === 'serious' || impact === 'critical')
              .map(({id, impact, nodes}) => `${id} (${impact}): ${nodes.slice(0, 5).map(node => node.html).join(' | ')}`)""";

    static final int HEIGHT = 900;

    final Page page;
    private final BrowserContext context;
    private final URI base;
    private final List<String> faults = new ArrayList<>();

    /// @param base of the gateway, with its path prefix
    /// @param allowed origins that may be asked besides
    Visit(BrowserContext context, URI base, String... allowed) {
        this.context = context;
        this.base = base;
        page = Chromium.window(context);
        page.onPageError(error -> faults.add("script: " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                faults.add("console: " + message.text());
            }
        });
        page.onRequest(request -> {
            URI asked = URI.create(request.url());
            boolean own = asked.getAuthority() != null && asked.getAuthority().equals(base.getAuthority());
            if (asked.getScheme().startsWith("http") && !own && !List.of(allowed).contains(asked.getScheme() + "://" + asked.getAuthority())) {
                faults.add("request outside the origin: " + request.url());
            }
        });
    }

    /// @param view what follows the `#` of the address
    Visit open(String view) {
        page.navigate("about:blank"); // Else the view before would stay until the next one has something to show.
        page.navigate(base + "/ui/#" + view);
        return this;
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator region(String name) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /// The row of a table that begins so.
    Locator row(String text) {
        return page.locator("tbody tr", new Page.LocatorOptions().setHasText(Pattern.compile("^" + text.replaceAll("[.*+?()\\[\\]|/]", "\\\\$0"))));
    }

    /// Waits until the view is whole: nothing stands in for what is to come, and everything is drawn that waits to know its width.
    Visit settled() {
        page.waitForFunction("() => document.querySelector('main h1') && !document.querySelector('.skeleton, .stage:empty, .columns:empty')");
        return this;
    }

    /// Makes the window another and waits until the view has taken its shape.
    Visit look(Look look) {
        page.setViewportSize(look.width(), HEIGHT);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.colours()));
        page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        return this;
    }

    Visit screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
        return this;
    }

    /// Fails for a serious breach of the accessibility rules.
    void assertAccessible(String what) {
        if (!(boolean) page.evaluate("() => 'axe' in window")) {
            page.evaluate(AXE);
        }
        JsonNode breaches = JSON.valueToTree(page.evaluate(AUDIT));
        assertEquals(List.of(), StreamSupport.stream(breaches.spliterator(), false).map(JsonNode::asText).toList(), () -> "accessibility of " + what);
    }

    /// Fails when the view is wider than the window.
    void assertFits(String what) {
        assertEquals(0, ((Number) page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).intValue(), () -> what + " scrolls sideways");
    }

    /// Fails when anything went wrong so far.
    void assertFlawless(String what) {
        assertEquals(List.of(), faults, () -> "faults of " + what);
    }

    /// Fails when a script ended with an error; what the console says of answers that failed on purpose is passed over.
    void assertNoScriptFailed(String what) {
        assertEquals(List.of(), faults.stream().filter(fault -> fault.startsWith("script: ")).toList(), () -> "faults of " + what);
    }

    /// Forgets what went wrong on purpose.
    void forgive() {
        faults.clear();
    }

    @Override
    public void close() {
        context.close();
    }

    private static String resource(String name) {
        try (var in = Visit.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
