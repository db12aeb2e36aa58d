package dev.tractor.flow.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {
    @Test
    void statementsAreReadAsTheyWereSaidWhateverIsSaidLater() {
        Statements said = new Statements();
        said.packet(3);
        said.say(EvidenceKind.PROTOCOL, "http");
        said.packet(70_000);
        said.say(EvidenceKind.HTTP_USER_AGENT, "Zürich/1 " + "x".repeat(300));

        List<Evidence> all = said.all();
        said.say(EvidenceKind.TLS_SNI, "www.example.com");

        assertEquals(List.of(new Evidence(EvidenceKind.PROTOCOL, "http", 3), new Evidence(EvidenceKind.HTTP_USER_AGENT, "Zürich/1 " + "x".repeat(Evidence.MAX_LENGTH - 9), 70_000)),
                all);
        assertEquals(3, said.all().size());
        assertThrows(UnsupportedOperationException.class, () -> all.add(new Evidence(EvidenceKind.PROTOCOL, "x")));
    }
}
