package dev.tractor.cli;

import dev.tractor.flow.session.Session;
import dev.tractor.model.Decision;
import dev.tractor.query.Predicates;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// A table of sessions.
@FunctionalInterface
interface SessionTable {
    /// A member flow and its label.
    record Member(FlowRow row, Decision decision) {}

    /// @param members in the order of [Session#flows]
    void session(Session session, List<Member> members);

    /// Of those sessions only that have a flow that fulfils the condition.
    default SessionTable of(Predicate<Predicates.Row> wanted) {
        return (session, members) -> {
            if (IntStream.range(0, members.size()).anyMatch(i -> wanted.test(
                    new QueriedFlow(session.flows().get(i), members.get(i).row(), members.get(i).decision(), session.first())))) {
                session(session, members);
            }
        };
    }
}
