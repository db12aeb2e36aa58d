package dev.tractor.flow.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.flow.session.SessionLabel.Vote;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionLabelTest {
    private static final SessionLabel NONE = new SessionLabel("unknown", "unknown", 0);

    @Test
    void theLabelThatMostSpeaksFor() {
        List<Vote> votes = List.of(new Vote("http", "web", 0.5f, false), new Vote("youtube", "streaming", 1, false), new Vote("youtube", "streaming", 0.5f, false), new Vote("unknown", "unknown", 0, false));

        assertEquals(new SessionLabel("youtube", "streaming", 0.75f * 0.75f), SessionLabel.of(votes));
    }

    @Test
    void ofEqualOnesThatOfTheEarlierFlow() {
        assertEquals(new SessionLabel("b", "web", 0.5f), SessionLabel.of(List.of(new Vote("b", "web", 1, false), new Vote("a", "web", 1, false))));
    }

    @Test
    void whatWasAnnouncedServesTheFlowThatAnnouncedIt() {
        List<Vote> call = List.of(new Vote("sip", "voip", 1, false), new Vote("rtp", "voip", 1, true), new Vote("rtp", "voip", 1, true));

        assertEquals(new SessionLabel("sip", "voip", 1), SessionLabel.of(call));
    }

    @Test
    void whatWasAnnouncedSpeaksWhenNothingElseDoes() {
        List<Vote> call = List.of(new Vote("unknown", "unknown", 0, false), new Vote("rtp", "voip", 0.5f, true));

        assertEquals(new SessionLabel("rtp", "voip", 0.5f), SessionLabel.of(call));
    }

    @Test
    void nothingIsKnown() {
        assertEquals(NONE, SessionLabel.of(List.of()));
        assertEquals(NONE, SessionLabel.of(List.of(new Vote("unknown", "unknown", 0, false))));
    }
}
