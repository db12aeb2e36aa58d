package dev.tractor.flow.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The label of a session: the one that its flows speak for most surely, which has the greatest sum of confidences, of equal ones that of the earlier flow. A flow that another one of the
/// session announced (the data of FTP, the media of a call) only serves that one: it speaks when no other flow does.
///
/// @param label `unknown` when no flow of the session has one
/// @param confidence the label's mean confidence times its share among all that was spoken for, 0 to 1
public record SessionLabel(String label, String group, float confidence) {
    private static final String UNKNOWN = "unknown";

    /// What a flow says of its session.
    ///
    /// @param confidence of the flow's label, 0 to 1
    /// @param announced whether a link leads to the flow whose kind [announces][dev.tractor.vocabulary.LinkKind#announces]
    public record Vote(String label, String group, float confidence, boolean announced) {
        boolean isKnown() {
            return !label.equals(UNKNOWN);
        }
    }

    /// The votes for one label.
    private record Sum(String group, double weight, int flows) {
        Sum plus(Sum other) {
            return new Sum(group, weight + other.weight, flows + other.flows);
        }
    }

    /// @param votes of all flows of the session, in their order
    public static SessionLabel of(List<Vote> votes) {
        boolean led = votes.stream().anyMatch(vote -> vote.isKnown() && !vote.announced);
        Map<String, Sum> sums = new LinkedHashMap<>();
        for (Vote vote : votes) {
            if (vote.isKnown() && !(led && vote.announced)) {
                sums.merge(vote.label, new Sum(vote.group, vote.confidence, 1), Sum::plus);
            }
        }
        SessionLabel winner = new SessionLabel(UNKNOWN, UNKNOWN, 0);
        double most = 0;
        double all = sums.values().stream().mapToDouble(Sum::weight).sum();
        for (Map.Entry<String, Sum> of : sums.entrySet()) {
            Sum sum = of.getValue();
            if (sum.weight > most) {
                most = sum.weight;
                winner = new SessionLabel(of.getKey(), sum.group, (float) (sum.weight / sum.flows * sum.weight / all));
            }
        }
        return winner;
    }
}
