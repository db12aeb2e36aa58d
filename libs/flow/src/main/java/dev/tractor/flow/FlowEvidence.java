package dev.tractor.flow;

import dev.tractor.flow.evidence.Recogniser;
import dev.tractor.flow.evidence.Statements;
import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.util.List;

/// What a flow has said of itself so far, and how far each direction was understood.
final class FlowEvidence {
    /// This object and its two directions.
    private static final int OVERHEAD_BYTES = 144;

    final Statements said;
    /// End of the statements that the sessions know of.
    int told;
    /// What [#weigh] said last.
    int weight;
    /// Who knows a direction; null until one was found.
    private Recogniser forwardBy;
    private Recogniser backwardBy;
    /// Null where nothing is to be put in order, or no more.
    private Direction forward;
    private Direction backward;

    FlowEvidence() {
        this(new Statements());
    }

    private FlowEvidence(Statements said) {
        this.said = said;
    }

    /// Gives up the room that statements do not need yet.
    ///
    /// @return an empty one with that room
    FlowEvidence trim() {
        return new FlowEvidence(said.trim());
    }

    Recogniser recogniser(boolean ofForward) {
        return ofForward ? forwardBy : backwardBy;
    }

    /// The order of a direction's TCP segments, from now on.
    Direction ordered(boolean ofForward, StreamRoom room) {
        Direction known = direction(ofForward);
        if (known != null) {
            return known;
        }
        Direction begun = new Direction(room);
        order(ofForward, begun);
        return begun;
    }

    /// Null where nothing is put in order.
    Direction direction(boolean ofForward) {
        return ofForward ? forward : backward;
    }

    /// That direction is not put in order any more.
    void settle(boolean ofForward) {
        Direction ordered = direction(ofForward);
        if (ordered != null) {
            ordered.close();
            order(ofForward, null);
        }
    }

    private void order(boolean ofForward, Direction direction) {
        if (ofForward) {
            forward = direction;
        } else {
            backward = direction;
        }
    }

    /// Another protocol may follow in that direction.
    void unrecognise(boolean ofForward) {
        if (ofForward) {
            forwardBy = null;
        } else {
            backwardBy = null;
        }
    }

    boolean isEmpty() {
        return said.isEmpty() && heldBytes() == 0;
    }

    private int heldBytes() {
        return (forward == null ? 0 : forward.heldBytes()) + (backward == null ? 0 : backward.heldBytes());
    }

    List<Evidence> all() {
        return said.all();
    }

    /// The recogniser knows this direction, and the other one too unless another does.
    void recognised(Recogniser recogniser, boolean ofForward) {
        if (ofForward || forwardBy == null) {
            forwardBy = recogniser;
        }
        if (!ofForward || backwardBy == null) {
            backwardBy = recogniser;
        }
        said.sayRepeated(EvidenceKind.PROTOCOL, recogniser.protocol());
    }

    /// From here on another recogniser knows this direction.
    void turns(Recogniser recogniser, boolean ofForward) {
        if (ofForward) {
            forwardBy = recogniser;
        } else {
            backwardBy = recogniser;
        }
    }

    /// About how many bytes of heap this holds.
    int weigh() {
        return OVERHEAD_BYTES + said.weigh() + (forwardBy == null ? 0 : forwardBy.heldBytes()) + heldBytes();
    }
}
