package dev.tractor.e2e;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/// What the tests of the page share: the running suite, visits to it, and which views there are.
@ExtendWith(Site.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock("the page")
abstract class PageTest {
    static final int NARROW = 390;
    static final int USUAL = 1280;
    static final int WIDE = 1920;

    final Site site;

    PageTest(Site site) {
        this.site = site;
    }

    /// @param name of its screenshot
    record View(String name, String address) {
        /// Whether the server says that there is no such thing, which the console tells as an error.
        boolean isRefused() {
            return name.startsWith("no-such") || name.equals("malformed");
        }
    }

    Visit visit() {
        return visit(USUAL, ColorScheme.LIGHT);
    }

    Visit visit(int width, ColorScheme colours) {
        return new Visit(site.chromium().visitor(width, colours), site.stack().gateway(), site.stack().s3().toString());
    }

    /// Every view there is.
    List<View> views() {
        String known = "/job/" + site.known();
        String office = "/job/" + site.office();
        return List.of(new View("captures", "/"), new View("models", "/models"), new View("overview", office), new View("overview-of-a-query", office + "?query=label:telegram"), new View("overview-by-port", office + "?by=dst.port&query=protocol:tcp"), new View("overview-of-few-flows", known), new View("flows", office + "/flows"),
                new View("flow-beside-the-table", office + "/flows?flow=3"), new View("flow", known + "/flow/1"), new View("sessions", office + "/sessions"), new View("session", known + "/session/1"),
                new View("hosts", office + "/hosts"), new View("host", office + "/host/192.168.1.10"), new View("beacons", office + "/beacons"), new View("indicators", office + "/indicators"), new View("graph", office + "/graph"), new View("graph-as-a-network", office + "/graph?form=network"),
                new View("compare", office + "/compare?with=" + site.again()), new View("compare-nothing-chosen", office + "/compare"), new View("about", office + "/about"),
                new View("nothing-found", office + "/flows?query=label:nothing"), new View("no-such-flow", known + "/flow/999"), new View("no-such-job", "/job/999999"), new View("malformed", known + "/host/%zz"), new View("nowhere", "/no/such/page"));
    }

    /// Waits as long as a job may take.
    static LocatorAssertions.ContainsTextOptions patient() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(Site.LIMIT.toMillis());
    }

    /// All that fails is said at once: a run takes long.
    static void collect(List<String> failed, Runnable... checks) {
        for (Runnable check : checks) {
            try {
                check.run();
            } catch (AssertionError e) {
                failed.add(e.getMessage());
            }
        }
    }

}
