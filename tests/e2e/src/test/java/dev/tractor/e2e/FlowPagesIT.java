package dev.tractor.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.KeyboardModifier;
import com.microsoft.playwright.options.MouseButton;
import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// How an analyst goes from a table of flows to one flow, its session, its hosts and the whole picture, in a real browser against the real suite.
class FlowPagesIT extends PageTest {
    /// The TLS flow of [KnownCapture].
    private static final int TELEGRAM = 1;
    private static final Pattern NONE = Pattern.compile("^$");

    private final long known;
    private final long office;

    FlowPagesIT(Site site) {
        super(site);
        known = site.known();
        office = site.office();
    }

    private static Locator query(Visit visit) {
        return visit.page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Query (press / to go here)"));
    }

    private static Locator chips(Visit visit) {
        return visit.page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Active filters")).getByRole(AriaRole.LISTITEM);
    }

    private static Locator suggestions(Visit visit) {
        return visit.page.getByRole(AriaRole.LISTBOX, new Page.GetByRoleOptions().setName("Suggestions")).getByRole(AriaRole.OPTION);
    }

    // ---- flows

    @Test
    void fieldsAndTheirValuesAreCompletedWhileAQueryIsWritten() {
        try (Visit visit = visit()) {
            visit.open("/job/" + office + "/flows").settled();
            query(visit).pressSequentially("lab");
            assertThat(suggestions(visit).first()).containsText("label");
            query(visit).press("ArrowDown");
            query(visit).press("Tab");
            assertThat(query(visit)).hasValue("label:");
            query(visit).pressSequentially("teleg");
            assertThat(suggestions(visit)).hasText(new Pattern[] {Pattern.compile("^telegram[\\d,]+ flows$")});
            visit.screenshot("completion").assertAccessible("a query being completed");
            query(visit).press("ArrowDown");
            query(visit).press("Enter");
            assertThat(query(visit)).hasValue("label:telegram ");
            query(visit).press("Escape");
            query(visit).press("Enter");

            assertThat(chips(visit)).hasText(new String[] {"label:telegram×"});
            assertThat(visit.page.locator("tbody td:nth-child(6)").first()).hasText("telegram");
            assertThat(visit.page.locator("tbody td:nth-child(6)").filter(new Locator.FilterOptions().setHasNotText("telegram"))).hasCount(0);
            visit.assertFlawless("completion");
        }
    }

    @Test
    void queriesThatWereAskedAreOfferedAgain() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/flows").settled();
            query(visit).fill("label:telegram");
            query(visit).press("Enter");
            assertThat(visit.page.locator("main")).containsText("1–2 of 2 flows · 10 packets, 548 B");
            query(visit).fill("label:(");
            query(visit).press("Enter");
            assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("At column 8");
            visit.link("Clear").click();
            assertThat(visit.page.locator("tbody tr")).hasCount(KnownCapture.FLOWS);

            query(visit).click();
            assertThat(suggestions(visit).filter(new Locator.FilterOptions().setHasText("asked before"))).hasText(new String[] {"label:telegramasked before"});
            query(visit).press("ArrowDown");
            query(visit).press("Tab");
            query(visit).press("Escape");
            query(visit).press("Enter");
            assertThat(chips(visit)).hasText(new String[] {"label:telegram×"});
        }
    }

    @Test
    void filtersAreAddedTurnedIntoTheirOppositeAndTakenAway() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/flows").settled();
            visit.page.getByText("+ Add a filter").click();
            visit.page.getByLabel("Field").selectOption("dst.port");
            visit.page.getByLabel("Comparison").selectOption("is");
            visit.page.getByLabel("Value").fill("443");
            visit.button("Add").click();
            assertThat(visit.page.locator("tbody tr")).hasCount(1);

            visit.link("dst.port:443").click();
            assertThat(chips(visit)).hasText(new String[] {"not dst.port:443×"});
            assertThat(visit.page.locator("tbody tr")).hasCount(KnownCapture.FLOWS - 1);

            visit.link("Remove the filter not dst.port:443").click();
            assertThat(visit.page.locator("tbody tr")).hasCount(KnownCapture.FLOWS);

            visit.page.locator("tbody tr", new Page.LocatorOptions().setHasText("149.154.167.99")).getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("telegram").setExact(true)).click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
            assertThat(chips(visit)).hasText(new String[] {"not label:telegram×"});
            assertThat(visit.page.locator("tbody tr")).hasCount(KnownCapture.FLOWS - 2);
            visit.assertFlawless("filters");
        }
    }

    @Test
    void conditionsAreTakenApartAndPutTogetherWithoutAnotherMeaning() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/flows").settled();
            Object wrong = visit.page.evaluate("""
                    async () => {
                      const {termsOf, negated, without, and, wordAt} = await import('./query.js');
                      const texts = ['label:x and port:53', 'not label:x port:53', '(a or b) and c', 'not (a or b) c', 'a or b', 'comment:"a (b" and "or"', 'label:(x or y) not domain="q \\\\" r"', '(a) and (b)'];
                      const wrong = [];
                      for (const text of texts) for (const term of termsOf(text)) {
                        const opposite = negated(text, term);
                        const again = termsOf(opposite).reduce((query, other, i) => i === termsOf(text).indexOf(term) ? negated(query, other) : query, opposite);
                        if (termsOf(opposite).length !== termsOf(text).length || termsOf(again).map(t => t.replace(/^\\((.*)\\)$/, '$1')).join() !== termsOf(text).map(t => t.replace(/^\\((.*)\\)$/, '$1')).join())
                          wrong.push(`${text}: ${term} -> ${opposite} -> ${again}`);
                        if (termsOf(and(without(text, term), term)).length !== termsOf(text).length) wrong.push(`${text} without ${term}`);
                      }
                      for (const [text, field, value] of [['label:tele', 'label', 'tele'], ['a and label:(x or y', 'label', 'y'], ['bytes>1M and dom', undefined, 'dom'], ['comment:"a b', 'comment', 'a b'], ['(label:x) ', undefined, '']]) {
                        const word = wordAt(text, text.length);
                        if (word.field !== field || word.text !== value) wrong.push(`${text} ends with ${JSON.stringify(word)}`);
                      }
                      return wrong;
                    }""");
            assertEquals(List.of(), wrong);
        }
    }

    @Test
    void columnsAreChosenAndTravelInTheAddress() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/flows").settled();
            visit.page.getByText("Columns", new Page.GetByTextOptions().setExact(true)).click();
            visit.page.getByLabel("User agent").check();
            assertThat(visit.page.getByRole(AriaRole.COLUMNHEADER, new Page.GetByRoleOptions().setName("User agent"))).isVisible();
            String address = visit.page.url();

            try (Visit other = visit()) {
                other.page.navigate(address);
                assertThat(other.page.locator("tbody")).containsText(KnownCapture.USER_AGENT);
            }
        }
    }

    @Test
    void pagesAndRowsAreGoneThroughByTheKeyboardAlone() {
        try (Visit visit = visit()) {
            visit.open("/job/" + office + "/flows").settled();
            assertThat(visit.page.locator("main")).containsText("1–100 of 480 flows");
            visit.link("Next").focus();
            visit.page.keyboard().press("Enter");
            assertThat(visit.page.locator("main")).containsText("101–200 of 480 flows");
            assertThat(visit.link("Next")).isFocused();
            visit.link("Previous").press("Enter");
            assertThat(visit.page.locator("main")).containsText("1–100 of 480 flows");

            visit.link("Flow 0").focus();
            visit.page.keyboard().press("ArrowDown");
            assertThat(visit.link("Flow 1")).isFocused();
            visit.page.keyboard().press("Enter");
            assertThat(visit.page.getByRole(AriaRole.COMPLEMENTARY, new Page.GetByRoleOptions().setName("Flow 1"))).containsText("Why this label");
            visit.screenshot("flows-with-panel").assertAccessible("a flow beside the table");
            visit.page.keyboard().press("Escape");
            assertThat(visit.page.getByRole(AriaRole.COMPLEMENTARY, new Page.GetByRoleOptions().setName("Flow 1"))).hasCount(0);
            visit.assertFlawless("paging");
        }
    }

    @Test
    void aStripOfTimeAboveTheTableFiltersIt() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/flows").settled();
            Locator strip = visit.page.locator("[data-key=timeline]");
            strip.focus();
            strip.press("Home");
            for (int i = 0; i < 3; i++) {
                strip.press("Shift+PageDown");
            }
            strip.press("Enter");

            assertThat(visit.page.locator("tbody tr")).hasCount(2);
            visit.page.getByText("Whole span").click();
            assertThat(visit.page.locator("tbody tr")).hasCount(KnownCapture.FLOWS);

            visit.open("/job/" + office + "/flows").settled();
            visit.link("last 1 min").click();
            assertThat(chips(visit)).hasText(Pattern.compile("to 2023-11-14 22:23:5"));
            assertThat(visit.page.locator("main")).containsText(Pattern.compile("1–\\d\\d of \\d\\d flows"));
        }
    }

    @Test
    void allThatAQueryFindsIsTakenAwayAndARefusalIsTold() throws IOException {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/flows?query=label%3Atelegram").settled();
            visit.page.getByText("Download", new Page.GetByTextOptions().setExact(true)).click();
            Download csv = visit.page.waitForDownload(() -> visit.button("CSV, the columns shown").click());
            List<String> lines = Files.readAllLines(csv.path());
            assertEquals(3, lines.size(), lines::toString);
            assertTrue(lines.getFirst().startsWith("flow,time_start,src_ip,src_port,dst_ip,dst_port"), lines::getFirst);

            visit.page.route(Pattern.compile("format=ndjson"), route -> route.fulfill(new Route.FulfillOptions().setStatus(413).setContentType("application/problem+json").setBody("{\"detail\": \"that is too much\"}")));
            visit.page.getByText("Download", new Page.GetByTextOptions().setExact(true)).click();
            visit.button("NDJSON, a line per flow").click();
            assertThat(visit.page.getByText("The download failed: that is too much")).isVisible();
        }
    }

    /// By the right button, by the keyboard, and on a page that no query narrows.
    @Test
    void aValueOffersWhatCanBeDoneWithIt() {
        try (Visit visit = visit()) {
            visit.page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            visit.open("/job/" + known + "/flows").settled();
            visit.page.locator("tbody tr", new Page.LocatorOptions().setHasText("149.154.167.99")).getByText("telegram", new Locator.GetByTextOptions().setExact(true)).click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
            Locator menu = visit.page.getByRole(AriaRole.MENU, new Page.GetByRoleOptions().setName("What to do with label:telegram"));
            assertThat(menu.getByRole(AriaRole.MENUITEM).first()).isFocused();
            visit.screenshot("value-menu").assertAccessible("the menu of a value");
            menu.getByText("Without this").click();
            assertThat(chips(visit)).hasText(new String[] {"not label:telegram×"});
            assertThat(visit.page.locator("tbody tr")).hasCount(KnownCapture.FLOWS - 2);

            visit.open("/job/" + known + "/flow/" + TELEGRAM).settled();
            visit.region("Both directions").getByRole(AriaRole.LINK).last().press("Shift+F10");
            Locator host = visit.page.getByRole(AriaRole.MENU, new Page.GetByRoleOptions().setName("What to do with ip:149.154.167.99"));
            assertThat(host.getByRole(AriaRole.MENUITEM).first()).isFocused();
            assertThat(host.getByText("Only this")).hasCount(0);
            host.getByText("Copy the value").press("Enter");
            assertThat(visit.page.locator("#announcer")).hasText("Copied: 149.154.167.99");
            assertEquals("149.154.167.99", visit.page.evaluate("() => navigator.clipboard.readText()"));
            assertThat(host).hasCount(0);
            visit.assertFlawless("the menu of a value");
        }
    }

    @Test
    void keysLeadThroughAJobUntilTheyAreTurnedOff() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/flow/1").settled();
            assertThat(visit.link("Next")).isVisible();
            visit.page.keyboard().press("]");
            assertThat(visit.page.locator("h2.title")).hasText("Flow 2");
            visit.page.keyboard().press("g");
            visit.page.keyboard().press("h");
            assertThat(visit.link("149.154.167.99")).isVisible();

            visit.page.keyboard().press("?");
            Locator keys = visit.page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Keys"));
            assertThat(keys).containsText("about this job");
            visit.screenshot("keys").assertAccessible("the list of keys");
            keys.getByLabel("Single keys lead somewhere").uncheck();
            visit.page.keyboard().press("Escape");
            assertThat(keys).hasCount(0);
            visit.page.keyboard().press("?");
            visit.page.keyboard().press("/");
            assertThat(keys).hasCount(0);
            assertThat(query(visit)).not().isFocused();
            visit.assertFlawless("keys");
        }
    }

    @Test
    void timesAreToldInUtcInLocalTimeAndSinceTheFirstPacket() {
        try (Visit visit = new Visit(site.chromium().visitor(USUAL, ColorScheme.LIGHT, "Asia/Tashkent"), site.stack().gateway())) {
            visit.open("/job/" + known + "/flows").settled();
            Locator first = visit.page.locator("tbody time").first();
            String utc = first.textContent();
            visit.button("Times: in UTC").click();
            visit.button("in the time of this browser").click();
            assertThat(visit.page.getByRole(AriaRole.COLUMNHEADER, new Page.GetByRoleOptions().setName("Start (local)"))).isVisible();
            assertEquals((Integer.parseInt(utc.substring(0, 2)) + 5) % 24, Integer.parseInt(first.textContent().substring(0, 2)));

            visit.button("Times: in the time of this browser").click();
            visit.button("since the first packet").click();
            assertThat(first).hasText("+00:00.000");
            assertThat(visit.page.locator("tbody time").nth(3)).hasText(Pattern.compile("\\+00:0\\d\\.\\d{3}"));
            visit.screenshot("times-since-the-first-packet").assertFlawless("times");
        }
    }

    @Test
    void theHostsAreTakenAwayAsATable() throws IOException {
        try (Visit visit = visit()) {
            visit.open("/job/" + office + "/hosts?query=label%3Atelegram").settled();
            Download csv = visit.page.waitForDownload(() -> visit.button("CSV: office/monday.pcap Hosts").click());
            List<String> lines = Files.readAllLines(csv.path());
            assertEquals(1 + visit.page.locator("tbody tr").count(), lines.size(), lines::toString);
            assertTrue(lines.getFirst().startsWith("ip,name,country,flows,"), lines::getFirst);
        }
    }

    /// A call each minute but for a missing one and a second of noise, among others.
    @Test
    void whoCallsByTheClockComesFirst() {
        var capture = CaptureBuilder.pcap();
        long begin = capture.now();
        for (int second : new int[] {0, 60, 121, 180, 300, 360, 420}) {
            capture.after(Duration.ofNanos(begin + second * 1_000_000_000L - capture.now()));
            capture.packet(Frames.ethernet(Frames.ipv4("192.168.7.2", "203.0.113.7", 6, Frames.tcp(40_000 + second, 8443, Frames.SYN, 1, 0, Frames.EMPTY))));
        }
        assertEquals(201, site.api().upload("", "clock.pcap", capture.toBytes()).status());
        long clock = site.api().process("clock.pcap");
        site.api().finished(clock, Site.LIMIT);
        try (Visit visit = visit()) {
            visit.open("/job/" + clock).settled();
            visit.link("Beacons").click();
            assertThat(visit.page.locator("tbody tr")).hasCount(1);
            assertThat(visit.page.locator("tbody td")).hasText(new String[] {"0.83", "192.168.7.2", "203.0.113.7", "8443/tcp", "", "tls", "1 min", "± 1 %", "7", "7", "40 B", ""});
            visit.link("192.168.7.2").click();
            assertThat(visit.region("How regularly it calls").locator("tbody td").first()).hasText("0.83");
            visit.region("How regularly it calls").locator("tbody td a").first().click();
            assertThat(visit.page.locator("tbody tr")).hasCount(7);
            assertThat(chips(visit)).hasText(new String[] {"src.ip:192.168.7.2×", "dst.ip:203.0.113.7×", "protocol:tcp×", "dst.port:8443×"});
            visit.assertFlawless("beacons");
        }
    }

    // ---- indicators

    /// As a report writes them; of the networks only the first has flows.
    @Test
    void whatAListNamesIsFoundWithItsFlows() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known).settled();
            visit.link("Indicators").click();
            visit.page.getByLabel("Addresses, networks and domains to look for").fill("""
                    # seen last week
                    hxxps://telegram[.]org:443/login?x=1, 203.0.113.0/28
                    203[.]0.113.9:47999; 2001:DB8::1 # not here
                    198.51.100.0/24 evil[.]example 300.1.1.1
                    """);
            visit.button("Look them up").click();

            assertThat(visit.page.locator("main")).containsText("3 of 6 have flows · 1 word is none of them");
            assertThat(visit.page.locator("tbody tr")).hasText(new Pattern[] {Pattern.compile("^203.0.113.0/28(http|unknown)2"), Pattern.compile("^telegram.orgtelegram2"), Pattern.compile("^203.0.113.9unknown1")});
            visit.page.getByText("3 without a flow").click();
            assertThat(visit.page.locator(".unseen")).containsText("2001:db8::1, 198.51.100.0/24, evil.example");
            visit.screenshot("indicators").assertAccessible("indicators");

            visit.open("/job/" + office + "/indicators");
            assertThat(visit.page.locator("main")).containsText("1 of 6 has flows");
            visit.link("telegram.org").click();
            assertThat(chips(visit)).hasText(new String[] {"domain:telegram.org×"});
            visit.assertFlawless("indicators");
        }
    }

    // ---- one flow

    @Test
    void aFlowTellsBothSidesItsPacketsItsEvidenceAndWhyItHasItsLabel() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/flow/" + TELEGRAM + "?query=protocol:tcp").settled();
            assertThat(visit.region("Both directions")).containsText("5 packets");
            assertThat(visit.region("Both directions")).containsText("3 packets");
            assertThat(visit.region("Both directions")).containsText("SYN");
            assertThat(visit.region("Why this label")).containsText("telegram");
            assertThat(visit.region("Why this label")).containsText("tls-sni");

            Locator name = visit.region("Evidence").locator("tr", new Locator.LocatorOptions().setHasText("tls-sni"));
            assertThat(name.getByRole(AriaRole.BUTTON)).hasText("4");
            name.getByRole(AriaRole.BUTTON).click();
            assertThat(visit.region("First packets")).containsText("Packet 4, Client to server");
            visit.region("First packets").locator("[data-key=splt]").press("Home");
            assertThat(visit.page.locator("#announcer")).containsText("Packet 1, no payload");
            assertThat(visit.region("First payload bytes")).containsText("16 03 01");
            assertThat(visit.region("Features")).not().hasText(NONE);
            visit.screenshot("flow-telegram").assertAccessible("a flow's page");

            visit.link("Next").click();
            assertThat(visit.page.locator("h2.title")).hasText("Flow 2");
            visit.link("Previous").click();
            assertThat(visit.page.locator("h2.title")).hasText("Flow 1");
            assertThat(visit.link("Previous")).hasCount(0);
            visit.assertFlawless("a flow's page");
        }
    }

    @Test
    void aFlowIsFoundAgainInOtherTools() {
        try (Visit visit = visit()) {
            visit.page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            visit.open("/job/" + known + "/flow/" + TELEGRAM).settled();
            assertThat(visit.region("Why this label")).containsText("1:Ye507to6WEXwdLUHifBUXwda+Jk=");
            visit.button("Copy …").click();
            visit.screenshot("copying-of-a-flow").assertAccessible("the list of what can be copied");
            visit.button("Community ID").click();
            assertThat(visit.page.locator("#announcer")).hasText("Copied: 1:Ye507to6WEXwdLUHifBUXwda+Jk=");
            visit.button("Copy …").press("Enter");
            visit.button("Filter for Wireshark").press("Enter");
            assertThat(visit.page.locator("#announcer")).containsText("frame.time_epoch");
            assertEquals("ip.addr eq 192.168.1.10 and ip.addr eq 149.154.167.99 and tcp.port eq 40001 and tcp.port eq 443 and frame.time_epoch >= %d.000000 and frame.time_epoch < %d.007001".formatted(KnownCapture.FIRST_SECOND + 1, KnownCapture.FIRST_SECOND + 1), visit.page.evaluate("() => navigator.clipboard.readText()"));
            visit.assertFlawless("copying");
        }
    }

    @Test
    void thePacketsOfAFlowAreTakenAway() throws IOException {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/flow/" + TELEGRAM).settled();
            Download packets = visit.page.waitForDownload(() -> visit.button("Download packets").click());

            assertEquals(0x0A0D0D0A, java.nio.ByteBuffer.wrap(Files.readAllBytes(packets.path())).getInt());
        }
    }

    @Test
    void whatIsNotThereSaysSo() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/flow/999").settled();
            assertThat(visit.page.locator("main")).containsText("There is no such flow in this job");
            visit.open("/job/" + known + "/session/999").settled();
            assertThat(visit.page.locator("main")).containsText("There is no such session in this job");
            visit.open("/job/" + known + "/host/9.9.9.9").settled();
            assertThat(visit.page.locator("main")).containsText("No flow of this job has this host");
            visit.open("/job/999999/hosts").settled();
            assertThat(visit.page.locator("main")).containsText("There is no such jobIt was deleted, alone or with its capture, or it never was.To the captures");
            visit.open("/job/" + known + "/graph?query=label:nothing").settled();
            assertThat(visit.page.locator("main")).containsText("No flow fulfils this query");
        }
    }

    @Test
    void aCaptureThatBreaksOffIsNotCalledSound() {
        byte[] whole = KnownCapture.pcap();
        assertEquals(201, site.api().upload("", "broken-off.pcap", Arrays.copyOf(whole, whole.length - 3)).status());
        long brokenOff = site.api().process("broken-off.pcap");
        site.api().finished(brokenOff, Site.LIMIT);
        try (Visit visit = visit()) {
            visit.open("/job/" + brokenOff + "/about").settled();
            assertThat(visit.region("Capture health")).containsText("1 warning");
            assertThat(visit.region("Capture health")).containsText("the capture breaks off at byte");
            assertThat(visit.region("Capture health")).not().containsText("Nothing is wrong");
        }
    }

    /// Flow 3 of the known capture acknowledges nothing; flow 5 is a SYN alone: the figures of the health lead to them.
    @Test
    void theFiguresOfTheHealthLeadToTheirFlows() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/flows?query=symptom:*").settled();
            int suffering = visit.page.locator("tbody tr").count(); // The view is whole: whatever rows there are stand there.
            visit.open("/job/" + known + "/about").settled();
            Locator figures = visit.region("Capture health").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("show the flows")));
            assertThat(visit.region("Capture health")).containsText("Every packet that was read is accounted for.");
            assertEquals(suffering > 0, figures.count() > 0);
            if (suffering > 0) {
                figures.first().click();
                assertThat(visit.page).hasURL(Pattern.compile("query=symptom"));
                assertThat(visit.page.locator("tbody tr").first()).isVisible();
            }
            visit.assertFlawless("health");
        }
    }

    // ---- keyboard, motion

    @Test
    void theKeyboardReachesEverythingInTheOrderOfTheView() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/flows").settled();
            visit.page.keyboard().press("Tab");
            assertThat(visit.link("Skip to content")).isFocused();
            visit.page.keyboard().press("Enter");
            assertThat(visit.page.locator("main")).isFocused();
            List<String> order = new java.util.ArrayList<>();
            for (int i = 0; i < 60 && !order.contains("Flow 0"); i++) {
                visit.page.keyboard().press("Tab");
                order.add((String) visit.page.evaluate("() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()"));
            }
            List<String> wanted = List.of("Captures", "Overview", "Flows", "About this job", "Query (press / to go here)", "Search", "Columns", "Flow 0");
            assertEquals(wanted, order.stream().filter(wanted::contains).distinct().toList(), order::toString);
            assertEquals(true, visit.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"));
        }
    }

    @Test
    void aDialogKeepsTheFocusAndGivesItBack() {
        try (Visit visit = visit()) {
            visit.open("/").settled();
            visit.button("More for known.pcap").focus();
            visit.page.keyboard().press("Enter");
            visit.button("Process with options … known.pcap").click();
            Locator dialog = visit.page.getByRole(AriaRole.DIALOG);
            assertThat(dialog).isVisible();
            for (int i = 0; i < 40; i++) {
                visit.page.keyboard().press("Tab");
                assertEquals(true, visit.page.evaluate("() => document.activeElement === document.body || document.querySelector('dialog').contains(document.activeElement)"));
            }
            visit.page.keyboard().press("Escape");
            assertThat(dialog).hasCount(0);
            visit.assertFlawless("a dialog");
        }
    }

    @Test
    void nothingMovesForWhoAskedForThat() {
        try (Visit visit = visit()) {
            visit.page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
            visit.page.route(Pattern.compile("/v1/"), route -> { });
            visit.open("/");
            assertThat(visit.page.locator(".skeleton").first()).isVisible();
            assertEquals(0, ((Number) visit.page.evaluate("() => document.getAnimations().length")).intValue());
        }
    }

    // ---- sessions, hosts, the graph

    @Test
    void aSessionShowsWhatLinksItsFlows() {
        try (Visit visit = visit()) {
            visit.open("/job/" + office + "/sessions?sort=-flows").settled();
            visit.page.locator("tbody tr a").first().press("Enter");

            assertThat(visit.page.locator("h2.title")).containsText("Session");
            Locator lanes = visit.region("How it went").locator(".lane");
            assertThat(lanes.first()).isVisible();
            assertThat(lanes.nth(1)).isVisible();
            assertThat(visit.region("Links").locator("tbody tr").filter(new Locator.FilterOptions().setHasText("dns-answer")).first()).isVisible();
            visit.screenshot("session-office").assertAccessible("a session");

            lanes.first().click();
            assertThat(visit.page.locator("h2.title")).containsText("Flow");
            visit.assertFlawless("sessions");
        }
    }

    @Test
    void aHostLeadsToItsPeersAndTheirCommonFlows() {
        try (Visit visit = visit()) {
            visit.open("/job/" + known + "/hosts").settled();
            visit.link("149.154.167.99").click();

            assertThat(visit.page.locator("h2.title")).hasText("149.154.167.99");
            assertThat(visit.region("Names")).containsText("web.telegram.org");
            assertThat(visit.region("Services it offers")).containsText("443");
            assertThat(visit.region("What it speaks")).containsText("telegram");
            visit.look(new Visit.Look(ColorScheme.LIGHT, NARROW));
            assertEquals(0, visit.region("Whom it talks to").locator(".scroll").evaluate("part => part.scrollWidth - part.clientWidth"));
            visit.region("Whom it talks to").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("1").setExact(true)).click();
            assertThat(visit.page.locator("tbody tr")).hasCount(1);
            visit.assertFlawless("hosts");
        }
    }

    @Test
    void theGraphLeadsToHostsAndSaysTheSameInATable() {
        try (Visit visit = visit()) {
            visit.open("/job/" + office + "/graph").settled();
            Locator client = visit.page.locator(".graph .node").first();
            client.focus();
            assertThat(visit.page.locator(".graph svg.lit")).isVisible();
            visit.page.getByText("The same as a table").click();
            assertTrue(visit.region("Graph").locator("tbody tr").count() > 5);
            visit.screenshot("graph-streams").assertAccessible("the graph as streams");

            visit.link("Network").click();
            assertThat(visit.page.locator(".graph.network circle").first()).isVisible();
            visit.screenshot("graph-network").assertAccessible("the graph as a network");
            visit.page.locator(".graph .node").first().press("Enter");
            assertThat(visit.page).hasURL(Pattern.compile("/job/" + office + "/host/"));
            visit.assertFlawless("the graph");
        }
    }
}
