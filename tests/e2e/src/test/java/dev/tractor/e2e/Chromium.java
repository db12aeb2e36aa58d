package dev.tractor.e2e;

import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The browser of this machine. None is downloaded.
final class Chromium implements AutoCloseable {
    static final String MISSING = "there is no chromium on the PATH: install it to test the page";
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> FLAGS =
            List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");
    /// A deadline and no measure: on a machine that is busy with the suite itself and a tenth as fast as usual.
    private static final double TIMEOUT_MILLIS = 120_000;
    /// So many times slower its scripts run, and so late its answers come: shows what counts on being quick.
    private static final int SLOWDOWN = Integer.getInteger("tractor.page.slowdown", 1);
    private static final int LATENCY_MILLIS = Integer.getInteger("tractor.page.latency", 0);

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(FLAGS));
    }

    static Optional<Path> find() {
        List<Path> folders = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of).toList();
        return NAMES.stream().flatMap(name -> folders.stream().map(folder -> folder.resolve(name))).filter(Files::isExecutable).findFirst();
    }

    static Chromium launch(Path executable) {
        return new Chromium(executable);
    }

    /// A session of its own, with nothing remembered.
    ///
    /// @param width of the window, CSS pixels
    BrowserContext visitor(int width, ColorScheme colours) {
        return visitor(width, colours, "UTC");
    }

    BrowserContext visitor(int width, ColorScheme colours, String zone) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, Visit.HEIGHT).setColorScheme(colours).setLocale("en-GB").setTimezoneId(zone));
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        return context;
    }

    /// A window of that visitor.
    static Page window(BrowserContext context) {
        Page page = context.newPage();
        if (SLOWDOWN > 1 || LATENCY_MILLIS > 0) {
            CDPSession session = context.newCDPSession(page);
            session.send("Emulation.setCPUThrottlingRate", JsonParser.parseString("{rate: %d}".formatted(SLOWDOWN)).getAsJsonObject());
            session.send("Network.emulateNetworkConditions", JsonParser.parseString("{offline: false, latency: %d, downloadThroughput: -1, uploadThroughput: -1}".formatted(LATENCY_MILLIS)).getAsJsonObject());
        }
        return page;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
