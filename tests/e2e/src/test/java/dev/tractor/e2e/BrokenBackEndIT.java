package dev.tractor.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The page while what it asks is slow, away or broken: every view says what is the matter and what to do, and recovers.
class BrokenBackEndIT extends PageTest {
    private static final Pattern API = Pattern.compile("/v1/");
    /// Each answers a question of its own; the others share their way of failing.
    private static final List<String> SAMPLE = List.of("captures", "models", "overview", "flows");

    BrokenBackEndIT(Site site) {
        super(site);
    }

    /// How the server answers, and what the page says then.
    enum Fault {
        UNREACHABLE(Route::abort, "TrActor does not answer"),
        AWAY(answer(503, "application/problem+json", "{\"message\": \"The stats-service does not answer.\"}"), "The stats-service does not answer."),
        FAILED(answer(500, "text/html", "<html>boom</html>"), "status 500"),
        GARBLED(answer(200, "application/json", "{\"captures\": ["), "What came is no answer of TrActor"),
        ANOTHER_SERVER(answer(200, "text/html", "<title>Router</title>"), "What came is no answer of TrActor"),
        ANOTHER_SHAPE(answer(200, "application/json", "{}"), "an answer that it does not understand");

        private final Consumer<Route> answer;
        private final String said;

        Fault(Consumer<Route> answer, String said) {
            this.answer = answer;
            this.said = said;
        }

        private static Consumer<Route> answer(int status, String type, String body) {
            return route -> route.fulfill(new Route.FulfillOptions().setStatus(status).setContentType(type).setBody(body));
        }
    }

    private static Locator alert(Visit visit, String text) {
        return visit.page.locator("main [role=alert]", new Page.LocatorOptions().setHasText(text)).first();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyViewSaysWhatIsTheMatterAndCanBeAskedForAgain(Fault fault) {
        List<String> failed = new ArrayList<>();
        try (Visit visit = visit()) {
            for (View view : views().stream().filter(one -> fault == Fault.UNREACHABLE ? !one.name().equals("nowhere") : SAMPLE.contains(one.name())).toList()) {
                visit.page.route(API, fault.answer);
                visit.open(view.address());
                collect(failed, () -> assertThat(alert(visit, fault.said)).isVisible(), () -> assertThat(visit.page.locator("main h1")).hasCount(1),
                        () -> assertThat(visit.page.locator(".skeleton")).hasCount(0), () -> assertThat(visit.page.locator("main")).not().containsText("{"));
                visit.page.unroute(API);
                if (view.name().equals("flows")) {
                    visit.screenshot("broken-" + fault.name().toLowerCase());
                    collect(failed, () -> visit.assertAccessible("a view that cannot be shown"));
                }
            }
            collect(failed, () -> visit.assertNoScriptFailed("broken answers"));
        }
        assertEquals(List.of(), failed);
    }

    /// The job is there, but nothing that it found.
    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"AWAY", "GARBLED"})
    void partsOfAViewFailAloneAndAreAskedForAlone(Fault fault) {
        try (Visit visit = visit()) {
            Pattern part = Pattern.compile("/v1/jobs/\\d+/health");
            visit.page.route(part, fault.answer);
            visit.open("/job/" + site.office());
            assertThat(visit.region("Labels")).containsText("telegram");
            assertThat(visit.region("Capture health").getByRole(AriaRole.ALERT)).containsText(fault.said);
            visit.page.unroute(part);
            visit.region("Capture health").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Try again")).click();
            assertThat(visit.region("Capture health")).containsText("Every packet that was read is accounted for.");
            visit.assertNoScriptFailed("a part that fails");
        }
    }

    @Test
    void whatIsOnItsWayHasAPlace() {
        List<String> failed = new ArrayList<>();
        try (Visit visit = visit()) {
            for (View view : views()) {
                List<Route> held = new ArrayList<>();
                visit.page.route(API, held::add);
                visit.open(view.address());
                collect(failed, () -> assertThat(view.name().equals("nowhere") ? visit.page.locator("main h1") : visit.page.locator(".skeleton").first()).isVisible());
                if (view.name().equals("overview")) {
                    visit.screenshot("slow").assertAccessible("a view on its way");
                }
                visit.page.unroute(API);
                held.forEach(Route::resume);
                visit.settled();
            }
            assertEquals(List.of(), failed);
            visit.forgive();
        }
    }

    @Test
    void aViewRecoversByItselfAndByTheButton() {
        try (Visit visit = visit()) {
            visit.page.route(API, Fault.UNREACHABLE.answer);
            visit.open("/job/" + site.known());
            assertThat(alert(visit, Fault.UNREACHABLE.said)).isVisible();
            visit.page.unroute(API);
            assertThat(visit.region("Labels")).containsText("telegram", patient());

            visit.page.route(API, Fault.FAILED.answer);
            visit.open("/models");
            assertThat(alert(visit, Fault.FAILED.said)).isVisible();
            visit.page.unroute(API);
            visit.button("Try again").click();
            assertThat(visit.row("traffic-class")).isVisible();
        }
    }

    /// Who spoke with whom, the label and the session are told while only the object store is away.
    @Test
    void aFlowIsShownWithoutWhatTheStoreHas() {
        Pattern flow = Pattern.compile("/v1/jobs/%d/flows/1\\?".formatted(site.known()));
        try (Visit visit = visit()) {
            visit.page.route(flow, route -> {
                JsonObject part = JsonParser.parseString(route.fetch().text()).getAsJsonObject();
                List.of("fwd", "bwd", "evidence", "splt", "splt_times_us", "features", "first_payload_fwd").forEach(part::remove);
                List.of("details_reason", "packets_reason").forEach(name -> part.addProperty(name, "The object store does not answer."));
                part.addProperty("packets_available", false);
                part.addProperty("partial", true);
                route.fulfill(new Route.FulfillOptions().setContentType("application/json").setHeaders(Map.of("Cache-Control", "no-store")).setBody(part.toString()));
            });
            visit.open("/job/" + site.known() + "/flow/1").settled();
            assertThat(visit.region("Why this label")).containsText("telegram");
            assertThat(visit.region("Both directions")).containsText("149.154.167.99:443");
            assertThat(visit.region("Evidence, first packets and features")).containsText("The object store does not answer.");
            assertThat(visit.region("Features")).hasCount(0);
            visit.screenshot("flow-in-part").assertAccessible("a flow in part");

            visit.page.unroute(flow);
            visit.button("Try again").click();
            assertThat(visit.region("Evidence")).containsText("web.telegram.org");
            assertThat(visit.button("Download packets")).isVisible();
            visit.assertFlawless("a flow in part");
        }
    }

    @Test
    void aRequestThatIsNeverAnsweredIsGivenUp() {
        try (Visit visit = visit()) {
            visit.page.addInitScript("const timeout = AbortSignal.timeout.bind(AbortSignal); AbortSignal.timeout = ms => timeout(ms === 30000 ? 300 : 0);");
            visit.page.route(API, route -> { });
            visit.open("/job/" + site.known() + "/flows");
            assertThat(alert(visit, "TrActor gave no answer within 30 seconds.")).isVisible();
            visit.page.unroute(API);
            visit.button("Try again").click();
            assertThat(visit.row("0")).isVisible();
        }
    }

    /// A part that is loaded late is not there any more: the page is loaded again, and shows what was asked for.
    @Test
    void aPageThatWasReplacedMeanwhileLoadsItselfAgain() {
        Pattern part = Pattern.compile("/ui/.*/hosts\\.js$");
        try (Visit visit = visit()) {
            visit.page.route(part, route -> route.fulfill(new Route.FulfillOptions().setStatus(404)));
            visit.open("/job/" + site.known()).settled();
            visit.link("Hosts").click();
            assertThat(alert(visit, "a newer version of it has been started")).isVisible();
            visit.screenshot("part-not-loaded");
            visit.page.unroute(part);
            visit.button("Try again").click();
            assertThat(visit.link("149.154.167.99")).isVisible();
            visit.assertNoScriptFailed("a page that was replaced");
        }
    }

    @Test
    void aListThatCannotBeRenewedStaysAndSaysSo() {
        try (Visit visit = visit()) {
            visit.open("/").settled();
            visit.page.route(Pattern.compile("/v1/captures.*"), Route::abort);
            assertThat(visit.page.locator("main")).containsText("The list is as of", patient());
            assertThat(visit.row("known.pcap")).isVisible();
            visit.page.unroute(Pattern.compile("/v1/captures.*"));
            assertThat(visit.page.getByRole(AriaRole.ALERT)).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(Site.LIMIT.toMillis()));
        }
    }

    /// Events that break off or are none are said, and the job is followed again.
    @Test
    void aJobIsFollowedThroughEventsThatBreakOff() {
        try (Visit visit = visit()) {
            Pattern details = Pattern.compile("/v1/file/\\d+/details");
            Pattern events = Pattern.compile("/v1/jobs/\\d+/events");
            String running = "{\"name\": \"known.pcap\", \"extension\": \"pcap\", \"time_start\": 0, \"time_end\": 0, \"size\": 2, \"status\": {\"state\": \"in_progress\", \"job_id\": %d}}".formatted(site.known());
            visit.page.route(details, Fault.answer(200, "application/json", running));
            visit.page.route(events, Fault.answer(200, "text/event-stream", """
                    retry: 100
                    event: progress
                    data: {"job_id": 1, "state": "in_progress", "phase": "extracting", "percent": 40, "bytes_read": 400, "bytes_total": 1000, "packets": 10, "flows": 3, "flows_stored": 0, "seconds_left": 9}

                    event: progress
                    data: {"job_id": 1, "sta

                    """));
            visit.open("/job/" + site.known());
            assertThat(visit.region("Progress")).containsText("400 B of 1 kB");
            assertThat(visit.region("Progress")).containsText("9 s");
            assertThat(visit.region("Progress")).containsText("The connection is lost; the job goes on.");
            visit.screenshot("progress-lost").assertAccessible("a job that is followed");

            visit.page.unroute(details);
            visit.page.unroute(events);
            assertThat(visit.region("Labels")).containsText("telegram", patient());
            visit.assertNoScriptFailed("events that break off");
        }
    }

    /// The real thing: a service dies while its answers are looked at, and is started again by its keeper.
    @Test
    void theViewsOutliveAServiceThatDies() {
        try (Visit visit = visit()) {
            visit.open("/job/" + site.known() + "/flows").settled();
            site.stack().kill9("stats-service");
            visit.link("Hosts").click();
            assertThat(visit.page.locator("main").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("149.154.167.99"))).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(Site.LIMIT.toMillis()));
            visit.assertNoScriptFailed("a service that dies");
            assertTrue(visit.page.locator("main [role=alert]:not(:empty)").count() == 0);
        }
        Api.await("the stats-service", Site.LIMIT, () -> new Api(site.stack().service("stats-service")).isReady(), ready -> ready);
    }
}
