package dev.tractor.cli;

import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.MeterOptions;
import dev.tractor.model.Labeller;
import dev.tractor.query.Predicates;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.ExitCode;

/// `tractor sessions`: one row per session, or one per member flow.
final class SessionsCommand extends CaptureCommand {
    private final Argument<Boolean> members = flag("One row per flow of a session, with the flow that leads to it and why, instead of one row per session.", "-m", "--members");

    private final QueryOption query = new QueryOption(this, "Only the sessions that have a flow that fulfils this condition.");

    SessionsCommand(Streams streams) {
        super(streams, "sessions", "Groups the flows that one application run made into sessions, labels them and says what ties them.");
    }

    @Override
    public Integer call() {
        Predicate<Predicates.Row> wanted = query.predicate(QueryOption.WITH_SESSIONS);
        CaptureSource capture = capture();
        try (Labeller labeller = query.labeller()) {
            List<FeatureProfile> profiles = labeller.profiles().stream().map(FeatureProfiles::named).toList();
            MeterOptions options = MeterOptions.standard().withProfiles(profiles.toArray(FeatureProfile[]::new)).withSessions();
            writeTable(rows -> {
                SessionTable table = members.value() ? new MemberRows(rows) : new SessionRows(rows);
                LabelledSessions sessions = new LabelledSessions(labeller, profiles, wanted == null ? table : table.of(wanted));
                meter(capture, options, sessions);
                sessions.flush();
            });
        }
        return ExitCode.OK;
    }
}
