package dev.tractor.cli;

import dev.tractor.flow.session.Session;
import dev.tractor.model.Decision;
import java.util.List;

/// A table of sessions.
@FunctionalInterface
interface SessionTable {
    /// A member flow and its label.
    record Member(FlowRow row, Decision decision) {}

    /// @param members in the order of [Session#flows]
    void session(Session session, List<Member> members);
}
