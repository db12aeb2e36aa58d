package dev.tractor.flow;

import dev.tractor.flow.evidence.Recogniser;
import dev.tractor.flow.evidence.Statements;
import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.util.List;

/// What a flow has said of itself so far, and how far each direction was understood.
final class FlowEvidence {
    /// This object and its two directions.
    private static final int OVERHEAD_BYTES = 192;

    final Statements said = new Statements();
    /// Statements that the sessions know of.
    int told;
    /// What [#weigh] said last.
    int weight;
    private final Direction forward = new Direction();
    private final Direction backward = new Direction();

    Direction direction(boolean ofForward) {
        return ofForward ? forward : backward;
    }

    boolean isEmpty() {
        return said.isEmpty() && forward.heldBytes() == 0 && backward.heldBytes() == 0;
    }

    List<Evidence> all() {
        return said.all();
    }

    /// The recogniser knows this direction, and the other one too unless another does.
    void recognised(Recogniser recogniser, boolean ofForward) {
        direction(ofForward).recogniser = recogniser;
        if (direction(!ofForward).recogniser == null) {
            direction(!ofForward).recogniser = recogniser;
        }
        said.say(EvidenceKind.PROTOCOL, recogniser.protocol());
    }

    /// About how many bytes of heap this holds.
    int weigh() {
        int recogniser = forward.recogniser == null ? 0 : forward.recogniser.heldBytes();
        return OVERHEAD_BYTES + said.weigh() + recogniser + forward.heldBytes() + backward.heldBytes();
    }
}
