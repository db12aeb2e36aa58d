package dev.tractor.stats.search;

import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.Numbers;
import dev.tractor.stats.columns.Segment;
import java.util.BitSet;

/// Goes through the flows of a segment in an order and stops at those that were found.
final class Walk {
    private final int rows;
    private final BitSet found;
    private final boolean descending;
    private final Numbers order;
    private final Numbers values;
    private final Numbers ordinals;
    /// Place in the order; outside of it at the end.
    private int place;
    private int row;

    /// Stands at the first found flow of the request, or at the end.
    Walk(Segment segment, BitSet found, FlowRequest request) {
        this.rows = segment.rows();
        this.found = found;
        this.descending = request.descending();
        this.order = request.sort().order() == null ? null : segment.numbers(request.sort().order());
        this.values = segment.numbers(request.sort().value());
        this.ordinals = segment.numbers(Column.ORDINAL);
        this.place = begin(request.after());
        stop();
    }

    /// The first place behind the position, in the direction of the walk.
    private int begin(Position after) {
        if (after == null) {
            return descending ? rows - 1 : 0;
        }
        // the first place whose flow is greater, or not less: what lies before it is the other way's begin
        int from = 0;
        int to = rows;
        while (from < to) {
            int middle = (from + to) >>> 1;
            int compared = position(row(middle)).compareTo(after);
            if (descending ? compared < 0 : compared <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return descending ? from - 1 : from;
    }

    private int row(int atPlace) {
        return order == null ? atPlace : (int) order.get(atPlace);
    }

    private Position position(int ofRow) {
        return new Position(values.get(ofRow), ordinals.get(ofRow));
    }

    private void stop() {
        if (order == null) {
            place = place < 0 ? -1 : descending ? found.previousSetBit(place) : found.nextSetBit(place);
            row = place;
            return;
        }
        int end = descending ? -1 : rows;
        int step = descending ? -1 : 1;
        while (place != end) {
            row = (int) order.get(place);
            if (found.get(row)) {
                return;
            }
            place += step;
        }
        place = -1;
    }

    boolean isAtEnd() {
        return place < 0;
    }

    int row() {
        return row;
    }

    /// What is sorted by.
    long value() {
        return values.get(row);
    }

    long ordinal() {
        return ordinals.get(row);
    }

    void advance() {
        place += descending ? -1 : 1;
        stop();
    }
}
