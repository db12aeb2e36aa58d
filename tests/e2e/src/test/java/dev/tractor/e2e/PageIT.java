package dev.tractor.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import dev.tractor.e2e.Visit.Look;
import dev.tractor.testsupport.LargeCapture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page in a real browser against the real suite: every view, and every flow of work that goes through more than one.
class PageIT extends PageTest {
    /// Flows of a capture that is long enough to go to the bucket in two parts.
    private static final int LONG = 4_000;
    private static final int FIRST_VIEWS = 5;
    /// The narrowest is what a window of 1280 pixels holds at 400 %.
    private static final List<Look> LOOKS = List.of(new Look(ColorScheme.LIGHT, USUAL), new Look(ColorScheme.DARK, USUAL), new Look(ColorScheme.LIGHT, NARROW), new Look(ColorScheme.DARK, 320), new Look(ColorScheme.LIGHT, WIDE));

    /// Appended to the texts: puts each between marks.
    private static final String FOREIGN = """
            const foreign = value => typeof value === 'string' ? `⟦${value}⟧` : typeof value === 'function' ? (...given) => foreign(value(...given)) : Array.isArray(value) ? value.map(foreign)
              : Object.fromEntries(Object.entries(value).map(([name, one]) => [name, foreign(one)]));
            Object.assign(t, foreign(t));
            """;
    /// Headings, names and controls without a mark, but for those that are data: names of features, of captures, addresses, signs.
    private static final String OWN_WORDS = """
            () => [...document.querySelectorAll('header :is(a, button), main :is(h2, h3, thead th, dt, label, legend, summary, button, .muted:not(td), .empty), main [aria-label]')]
              .flatMap(element => [element.getAttribute('aria-label'), element.getAttribute('title'), element.matches('[aria-label]') && !element.matches('button, a') ? null : element.textContent])
              .filter(text => text && /[A-Za-z]{3}/.test(text) && !text.includes('⟦')).filter(text => !/^[\\w.:/-]+(, [\\w.:/-]+)*$/.test(text.trim()))""";

    private final EmbeddedStack stack;
    private final Api api;
    private final long known;
    private final long office;
    private final long again;

    PageIT(Site site) {
        super(site);
        stack = site.stack();
        api = site.api();
        known = site.known();
        office = site.office();
        again = site.again();
    }

    // ---- every view, as it looks

    /// Each is loaded in another of the looks and takes on the others.
    @Test
    void everyViewIsAccessibleFitsTheWindowAndAsksNobodyElse() {
        List<String> failed = new ArrayList<>();
        try (Visit visit = visit()) {
            List<Look> looks = new ArrayList<>(LOOKS);
            for (View view : views()) {
                Collections.rotate(looks, 1);
                visit.look(looks.getFirst()).open(view.address());
                for (Look look : looks) {
                    String name = view.name() + "-" + look.colours().name().toLowerCase() + (look.width() == USUAL ? "" : "-" + look.width());
                    visit.settled().look(look).screenshot(name);
                    collect(failed, () -> visit.assertAccessible(name), () -> visit.assertFits(name));
                }
                collect(failed, () -> { if (view.isRefused()) visit.assertNoScriptFailed(view.name()); else visit.assertFlawless(view.name()); });
                visit.forgive();
            }
        }
        assertEquals(List.of(), failed);
    }

    // ---- captures

    @Test
    void anUploadIsShownUntilItsResultIsOpened() {
        try (Visit visit = visit()) {
            visit.open("/").settled();
            choose(visit, new FilePayload("uploaded.pcap", "application/octet-stream", KnownCapture.pcap()));

            Locator upload = visit.page.locator("#tray li");
            assertThat(upload).containsText("Finished: 6 flows", patient());
            assertThat(visit.row("uploaded.pcap")).containsText("Finished");
            visit.screenshot("upload-finished");
            visit.link("Open uploaded.pcap").last().click();
            assertThat(visit.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).hasText("uploaded.pcap");
            assertThat(visit.region("Labels")).containsText("telegram");
            visit.assertFlawless("an upload");
        }
    }

    @Test
    void filesAreDroppedAnywhere() {
        try (Visit visit = visit()) {
            visit.open("/models").settled();
            visit.page.evaluate("""
                    ([name, bytes]) => {
                      const data = new DataTransfer();
                      data.items.add(new File([new Uint8Array(bytes)], name));
                      for (const type of ['dragover', 'drop']) document.querySelector('main').dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
                    }""", List.of("dropped.pcap", ints(KnownCapture.pcap())));

            assertThat(visit.page.locator("#tray li")).containsText("Finished: 6 flows", patient());
            visit.assertFlawless("a drop");
        }
    }

    private static List<Integer> ints(byte[] bytes) {
        List<Integer> ints = new ArrayList<>(bytes.length);
        for (byte b : bytes) {
            ints.add(b & 0xFF);
        }
        return ints;
    }

    @Test
    void aLongCaptureGoesStraightToTheBucket() throws IOException {
        List<String> puts = new ArrayList<>();
        try (Visit visit = visit()) {
            visit.page.onRequest(request -> { if (request.method().equals("PUT")) puts.add(request.url()); });
            visit.open("/").settled();
            choose(visit, new FilePayload("long.pcap", "application/octet-stream", longCapture(LONG)));

            assertThat(visit.page.locator("#tray li")).containsText("Finished: 4,000 flows", patient());
            assertTrue(puts.stream().allMatch(url -> url.startsWith(stack.s3() + "/")) && puts.size() > 1, puts::toString);
            visit.assertFlawless("a long upload");
        }
    }

    @Test
    void aLongCaptureGoesThroughTheGatewayWhereTheBucketCannotBeReached() throws IOException {
        List<String> posts = new ArrayList<>();
        try (Visit visit = visit()) {
            visit.page.route(stack.s3() + "/**", Route::abort);
            visit.page.onRequest(request -> { if (request.method().equals("POST")) posts.add(request.url()); });
            visit.open("/").settled();
            choose(visit, new FilePayload("fallback.pcap", "application/octet-stream", longCapture(LONG + 1)));

            assertThat(visit.page.locator("#tray li")).containsText("Finished: 4,001 flows", patient());
            assertTrue(posts.contains(stack.gateway() + "/v1/files"), posts::toString);
        }
    }

    private static byte[] longCapture(int flows) throws IOException {
        var out = new ByteArrayOutputStream();
        LargeCapture.write(new LargeCapture.Shape(1, flows, 4, 1400), out);
        return out.toByteArray();
    }

    @Test
    void aFileThatIsNoCaptureSaysWhy() {
        try (Visit visit = visit()) {
            visit.open("/").settled();
            choose(visit, new FilePayload("letter.pcap", "application/octet-stream", "Dear Sir or Madam, this is no capture.".getBytes()));

            Locator upload = visit.page.locator("#tray li");
            assertThat(upload.getByRole(AriaRole.ALERT)).containsText("does not begin with a pcap or pcapng header", patient());
            visit.screenshot("upload-refused");
            assertThat(visit.row("letter.pcap")).containsText("does not begin with a pcap or pcapng header");
            upload.getByText("Why?").click();
            assertThat(visit.page.locator("main").getByRole(AriaRole.ALERT)).containsText("Delete it, or upload a pcap or pcapng file in its place");
            assertThat(visit.button("Delete …")).isVisible();
            visit.screenshot("job-failed").assertAccessible("a job that failed");
        }
    }

    @Test
    void aNameThatIsTakenIsReplacedOnlyWhenAsked() {
        assertEquals(201, api.upload("", "taken.pcap", KnownCapture.pcap(3)).status());
        try (Visit visit = visit()) {
            visit.open("/").settled();
            choose(visit, new FilePayload("taken.pcap", "application/octet-stream", KnownCapture.pcap()));
            visit.button("Replace it taken.pcap").click();

            assertThat(visit.page.locator("#tray li")).containsText("Finished: 6 flows", patient());
        }
    }

    @Test
    void capturesAreFoundProcessedWithOptionsAndDeleted() {
        assertEquals(201, api.upload("", "short-lived.pcap", KnownCapture.pcap()).status());
        try (Visit visit = visit()) {
            visit.open("/").settled();
            visit.page.getByRole(AriaRole.SEARCHBOX).fill("short-liv");
            assertThat(visit.row("office/monday.pcap")).hasCount(0);
            Locator row = visit.row("short-lived.pcap");
            assertThat(row).containsText("New");

            visit.button("More for short-lived.pcap").click();
            visit.button("Process with options … short-lived.pcap").click();
            visit.page.getByLabel("Packets from (UTC)").fill("2030-01-01T00:00");
            visit.page.getByLabel("Packets before (UTC)").fill("2020-01-01T00:00");
            visit.button("Process").click();
            assertThat(visit.page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.ALERT)).containsText("time_end must be later than time_start");
            visit.forgive();
            visit.page.getByLabel("Packets from (UTC)").fill("");
            visit.page.getByLabel("Packets before (UTC)").fill("2100-01-01T00:00:00.5");
            visit.page.getByLabel("Idle timeout, seconds").fill("30");
            visit.page.getByLabel("Linger after the end of TCP, seconds").fill("5");
            visit.page.getByLabel("Flows live at once, at most").fill("1000");
            visit.assertAccessible("the dialog of options");
            visit.screenshot("process-with-options");
            visit.button("Process").click();
            assertThat(row).containsText("Finished", patient());
            assertThat(row).containsText("6");

            visit.button("More for short-lived.pcap").click();
            visit.button("Delete … short-lived.pcap").click();
            visit.assertAccessible("the question before a capture is deleted");
            visit.button("Delete …").click();
            assertThat(visit.page.locator("main")).containsText("No capture matches", patient());
            visit.assertFlawless("processing and deleting");
        }
        assertEquals(404, api.get("/v1/captures/short-lived.pcap").status());
    }

    @Test
    void theOptionsOfAJobAreThoseThatWereAsked() {
        assertEquals(201, api.upload("", "options.pcap", KnownCapture.pcap()).status());
        try (Visit visit = visit()) {
            visit.open("/?search=options.pcap").settled();
            visit.button("More for options.pcap").click();
            visit.button("Process with options … options.pcap").click();
            visit.page.getByLabel("Packets before (UTC)").fill("2100-01-01T00:00:00.5");
            visit.page.getByLabel("Flows live at once, at most").fill("1000");
            visit.button("Process").click();
            assertThat(visit.row("options.pcap")).containsText("Finished", patient());
            visit.link("Open options.pcap").click();
            visit.link("About this job").click();
            assertThat(visit.region("What the answer depends on")).containsText("Packets before (UTC): 2100-01-01 00:00:00.500");
            assertThat(visit.region("What the answer depends on")).containsText("Flows live at once, at most: 1,000");
        }
    }

    @Test
    void capturesAreSortedByTheirFlows() {
        try (Visit visit = visit()) {
            visit.open("/").settled();
            visit.link("Flows").click();
            assertThat(visit.page.locator("th[aria-sort=descending]")).hasText("Flows");
            assertThat(visit.page.locator("tbody tr").first()).not().containsText("known.pcap");
            visit.page.locator("th[aria-sort=descending] a").click();
            assertThat(visit.page.locator("th[aria-sort=ascending]")).hasText("Flows");
            visit.assertFlawless("sorting");
        }
    }

    @Test
    void aFileThatIsNoCaptureIsShownAsSuchBeforeAnybodyProcessesIt() {
        assertEquals(201, api.upload("", "README.md", "# Read me".getBytes()).status());
        try (Visit visit = visit()) {
            visit.open("/?search=README.md").settled();
            assertThat(visit.row("README.md")).containsText("No capture", patient());
            assertThat(visit.row("README.md")).containsText("Delete it, or upload a pcap or pcapng file in its place");
            assertThat(visit.button("Process README.md")).hasCount(0);
            visit.screenshot("no-capture");
            visit.button("Delete … README.md").first().click();
            visit.button("Delete …").click();
            assertThat(visit.page.locator("main")).containsText("No capture matches", patient());
        }
    }

    private static void choose(Visit visit, FilePayload file) {
        visit.page.locator("input[type=file]").first().setInputFiles(file);
    }

    // ---- a job

    @Test
    void everyNumberOfTheOverviewLeadsToTheFlowsBehindIt() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known).settled();
            Locator totals = visit.page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Totals"));
            assertThat(totals).containsText("6");
            assertThat(totals).containsText("20");
            assertThat(visit.region("Capture health")).containsText("Every packet that was read is accounted for.");
            assertThat(visit.region("Clients")).containsText("192.168.1.10");

            visit.region("Labels").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("telegram: .*show the flows"))).click();

            assertThat(visit.page).hasURL(Pattern.compile("/job/" + known + "/flows\\?.*query=label%3Atelegram"));
            assertThat(visit.page.locator("main")).containsText("1–2 of 2 flows");
            visit.assertFlawless("the overview");
        }
    }

    @Test
    void theTimelineTellsApartByWhateverFieldIsChosen() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "?query=protocol:tcp").settled();
            Locator legend = visit.page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("What the colours stand for")).getByRole(AriaRole.LINK);
            Locator by = visit.page.locator("[data-key=by]");
            by.focus();
            by.selectOption("dst.port");
            assertThat(legend).hasText(new Pattern[] {Pattern.compile("^443"), Pattern.compile("^80"), Pattern.compile("^22")});
            assertThat(by).isFocused();
            assertThat(visit.region("Server ports").locator(".swatch")).hasCount(3);
            assertThat(visit.region("Labels").locator(".swatch")).hasCount(0);

            legend.last().click();
            assertThat(visit.page).hasURL(Pattern.compile("query=protocol%3Atcp\\+and\\+dst.port%3A22&by=dst.port$"));
            assertThat(visit.region("Labels").locator("li")).hasText(new Pattern[] {Pattern.compile("^ssh")});
            by.selectOption("label");
            assertThat(visit.page).hasURL(Pattern.compile("query=protocol%3Atcp\\+and\\+dst.port%3A22$"));
            visit.assertFlawless("the timeline by another field");
        }
    }

    @Test
    void whatIsRareComesFirstWhereThatIsAskedFor() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known).settled();
            Locator labels = visit.region("Labels").locator("li .name");
            assertThat(labels.first()).hasText("telegram");
            visit.link("Rarest").click();

            assertThat(labels).hasText(new String[] {"http", "icmp", "ssh", "unknown", "telegram"});
            labels.nth(1).click();
            assertThat(visit.page).hasURL(Pattern.compile("query=label%3Aicmp&measure=rarest$"));
            assertThat(visit.region("Transport protocols").locator("li .name")).hasText(new String[] {"icmp"});
            visit.assertFlawless("what is rare");
        }
    }

    @Test
    void aViewIsPrintedWithoutWhatOneDoesThere() {
        try (Visit visit = visit(USUAL, ColorScheme.DARK)) {
            visit.open("/job/" + office).settled();
            visit.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

            assertThat(visit.region("Labels")).containsText("telegram");
            assertThat(visit.page.locator("main h1")).hasText("office/monday.pcap");
            for (String acted : List.of(".top", ".tabs", ".query form", "main button", "main select")) assertThat(visit.page.locator(acted).filter(new Locator.FilterOptions().setVisible(true))).hasCount(0);
            assertEquals("rgb(255, 255, 255)", visit.region("Labels").evaluate("card => getComputedStyle(card).backgroundColor"));
            visit.screenshot("printed").assertFits("what is printed");
        }
    }

    @Test
    void theTimelineFiltersEverythingByTheKeyboardAlone() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known).settled();
            Locator timeline = visit.page.locator("[data-key=timeline]");
            timeline.focus();
            timeline.press("Home");
            for (int i = 0; i < 3; i++) {
                timeline.press("Shift+PageDown");
            }
            timeline.press("Enter");

            assertThat(visit.page).hasURL(Pattern.compile("query=end"));
            assertThat(visit.region("Labels")).containsText("telegram");
            assertThat(visit.region("Labels")).not().containsText("icmp");
            timeline.press("Escape");
            assertThat(visit.region("Labels")).containsText("icmp");
        }
    }

    @Test
    void countriesNarrowTheOverview() {
        assumeTrue(Files.isReadable(Site.GEOIP), "the corpus is not here: " + Site.GEOIP);
        try (Visit visit = visit()) {
            visit.open("/job/" + office).settled();
            assertThat(visit.page.locator(".world .has").nth(3)).isAttached();
            visit.region("Countries").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Sweden").setExact(true)).click();

            assertThat(visit.page).hasURL(Pattern.compile("query=country%3ASE"));
            assertThat(visit.region("Servers")).containsText("89.160.20.112");
            assertThat(visit.region("Servers")).not().containsText("81.2.69.142");
        }
    }

    @Test
    void twoJobsAreCompared() {
        try (Visit visit = visit()) {
            visit.open("/job/" + office + "/compare").settled();
            visit.page.getByLabel("Compare with").selectOption("" + again);

            assertThat(visit.region("Labels compared, in flows")).containsText("Nothing differs.");
            visit.region("Labels compared, in flows").getByText("the same in both").first().click();
            assertThat(visit.region("Labels compared, in flows").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^telegram:")))).hasCount(2);
            visit.region("Labels compared, in flows").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Bytes").setExact(true)).click();
            assertThat(visit.region("Labels compared, in bytes")).containsText("Nothing differs.");
            assertThat(visit.region("Labels that changed")).containsText("0 of " + OfficeCapture.FLOWS + " flows");
            visit.assertFlawless("the comparison");
        }
    }

    @Test
    void aJobTellsWhatItsAnswerDependsOnAndIsLabelledAgain() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/about").settled();
            assertThat(visit.region("What the answer depends on")).containsText("traffic-class");
            visit.button("Label again").click();
            assertThat(visit.page).not().hasURL(Pattern.compile("/job/" + known + "/about"));
            assertThat(visit.region("Labels")).containsText("telegram", patient());
            visit.assertFlawless("labelling again");
        }
    }

    @Test
    void flowsAreFilteredByAWrittenQueryAndAWrongOneSaysWhere() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/flows").settled();
            Locator box = visit.page.getByRole(AriaRole.SEARCHBOX).or(visit.page.getByRole(AriaRole.COMBOBOX)).first();
            box.fill("label:telegram and dst.port:443");
            box.press("Enter");
            box.fill("label:telegram and bytes>many"); // At once: what is typed while the answer comes stays.
            assertThat(visit.page.locator("tbody tr")).hasCount(1);
            assertThat(visit.page.locator("tbody")).containsText("149.154.167.99");

            box.press("Enter");
            assertThat(visit.page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("column"))).containsText("At column");
        }
    }

    @Test
    void theModelsTellWhatIsInThem() {
        try (Visit visit = visit()) {
            visit.open("/models").settled();
            visit.button("Details").first().click();
            assertThat(visit.page.locator("main")).containsText("browsing, chat, file-transfer");
            assertThat(visit.page.locator("main")).containsText("What it takes for what");
            assertThat(visit.page.locator("main")).containsText("Classes it has not seen");
            visit.screenshot("model-details");
            visit.assertAccessible("a model's details");
        }
    }

    @Test
    void thePageWorksBehindAPathPrefix() throws IOException {
        try (Prefix proxy = new Prefix("/some/where", stack.gateway()); Visit visit = new Visit(site.chromium().visitor(USUAL, ColorScheme.LIGHT), proxy.uri(), stack.s3().toString())) {
            visit.open("/").settled();
            visit.row("known.pcap").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Open known.pcap")).click();
            assertThat(visit.region("Labels")).containsText("telegram");
            visit.assertFlawless("the page behind a prefix");
            visit.link("API").click();
            assertThat(visit.page.getByText("/v1/captures", new Page.GetByTextOptions().setExact(true)).first()).isVisible();
        }
    }

    /// As in another language: whatever is no text of the two files of texts shows itself.
    @Test
    void everyTextComesFromTheTexts() {
        List<String> failed = new ArrayList<>();
        try (Visit visit = visit()) {
            visit.page.route(Pattern.compile("/ui/.*/texts\\.js$"), route -> {
                APIResponse own = route.fetch();
                route.fulfill(new Route.FulfillOptions().setContentType("text/javascript").setBody(own.text() + FOREIGN));
            });
            for (View view : views()) {
                visit.open(view.address()).settled();
                failed.addAll(((List<?>) visit.page.evaluate(OWN_WORDS)).stream().map(words -> view.name() + ": " + words).toList());
            }
            visit.assertNoScriptFailed("another language");
        }
        assertEquals(List.of(), failed);
    }

    /// What the system's own colours leave to tell things apart by.
    @Test
    void shapesKeepTheirColoursWhereTheSystemHasItsOwn() {
        try (Visit visit = visit()) {
            visit.page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            visit.open("/job/" + office).settled().screenshot("overview-forced-colours");
            assertEquals(true, visit.page.evaluate("() => new Set([...document.querySelectorAll('.legend .swatch')].map(one => getComputedStyle(one).backgroundColor)).size > 5"));
            visit.open("/job/" + office + "/flows?flow=3").settled().screenshot("flows-forced-colours");
            visit.assertFlawless("forced colours");
        }
    }

    @Test
    void coloursAreChosenAndRemembered() {
        try (Visit visit = visit()) {
            visit.open("/").settled();
            visit.button("Colours: as the system has them").click();
            visit.button("Colours: light").click();
            assertThat(visit.page.locator("html")).hasAttribute("data-theme", "dark");
            visit.page.reload();
            assertThat(visit.button("Colours: dark")).isVisible();
        }
    }

    /// What a first visit takes until its rows are shown, and what the next one does. PERFORMANCE.md has the times of a quiet machine.
    @Test
    void theFirstViewComesFromFewSmallRequests() {
        List<Visited> first = new ArrayList<>();
        List<Visited> next = new ArrayList<>();
        for (int i = 0; i < FIRST_VIEWS; i++) {
            try (Visit visit = visit()) {
                visit.page.addInitScript("""
                        new MutationObserver((_, watch) => {
                          if (!document.querySelector('main tbody tr')) return;
                          const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
                          window.shown = [Math.round(performance.now()), loaded.length, loaded.reduce((sum, one) => sum + one.transferSize, 0)];
                          watch.disconnect();
                        }).observe(document, {childList: true, subtree: true});""");
                first.add(shown(visit));
                next.add(shown(visit));
            }
        }
        System.out.printf("first view: %s%nnext view: %s%n", first, next);
        assertTrue(first.stream().allMatch(visited -> visited.requests() <= 30 && visited.bytes() < 150_000), first::toString);
        assertTrue(next.stream().allMatch(visited -> visited.bytes() < 20_000), next::toString);
    }

    /// @param millis until the rows are there
    /// @param bytes that came over the network, with headers
    private record Visited(long millis, long requests, long bytes) {}

    private static Visited shown(Visit visit) {
        visit.open("/");
        visit.page.waitForFunction("() => window.shown");
        List<?> figures = (List<?>) visit.page.evaluate("() => window.shown");
        return new Visited(((Number) figures.get(0)).longValue(), ((Number) figures.get(1)).longValue(), ((Number) figures.get(2)).longValue());
    }
}
