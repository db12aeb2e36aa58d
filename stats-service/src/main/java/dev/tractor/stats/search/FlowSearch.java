package dev.tractor.stats.search;

import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Numbers;
import dev.tractor.stats.columns.Segment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Finds flows, page by page. Each segment is entered where the page before ended, so a deep page costs what the first one does; one segment is looked at after the other, so none of them has to stay.
public final class FlowSearch {
    /// The most flows of a page.
    public static final int PAGE_LIMIT = 10_000;

    private static final int USUAL_FLOW_BYTES = 640;

    private final JobFlows job;
    private final FlowRequest request;
    private final Comparator<Place> order;
    /// The first ones of all that were looked at, the last one of them at the head: as many as the page has room for, and one more, which says that there are more.
    private final PriorityQueue<Place> first;

    private FlowSearch(JobFlows job, FlowRequest request) {
        this.job = job;
        this.request = request;
        this.order = (one, other) -> compare(one.position.value(), one.position.ordinal(), other.position);
        this.first = new PriorityQueue<>(order.reversed());
    }

    /// @param next where the next page begins, null when there is none
    public record Found(List<FoundFlow> flows, Position next) {}

    /// @param flows as JSON
    /// @param next where the next page begins, null when there is none
    public record Page(byte[] flows, Position next) {}

    /// Where a flow is, and where it stands in the order.
    private record Place(Segment segment, int row, Position position) {}

    public static Found find(JobFlows job, FlowRequest request) {
        FlowSearch search = new FlowSearch(job, request);
        Place[] places = search.places();
        FlowReader[] readers = readers(job, places);
        List<FoundFlow> flows = Arrays.stream(places).map(place -> readers[place.segment.index()].read(place.row)).toList();
        return new Found(flows, search.next(places));
    }

    /// The same as it is answered.
    public static Page page(JobFlows job, FlowRequest request) {
        FlowSearch search = new FlowSearch(job, request);
        Place[] places = search.places();
        FlowReader[] readers = readers(job, places);
        JsonBytes json = new JsonBytes((places.length + 1) * USUAL_FLOW_BYTES);
        for (Place place : places) {
            readers[place.segment.index()].write(place.row, json);
        }
        return new Page(json.end(), search.next(places));
    }

    /// By the index of their segments.
    private static FlowReader[] readers(JobFlows job, Place[] places) {
        FlowReader[] readers = new FlowReader[job.segments().size()];
        for (Place place : places) {
            if (readers[place.segment.index()] == null) {
                readers[place.segment.index()] = new FlowReader(place.segment);
            }
        }
        return readers;
    }

    private Place[] places() {
        for (Segment segment : request.descending() ? job.segments().reversed() : job.segments()) {
            if (!isOutside(segment)) {
                look(segment);
            }
        }
        return first.stream().sorted(order).limit(request.limit()).toArray(Place[]::new);
    }

    private Position next(Place[] places) {
        return first.size() > request.limit() ? places[places.length - 1].position() : null;
    }

    /// How a flow stands to another place in the asked order.
    private int compare(long value, long ordinal, Position other) {
        int ascending = value == other.value() ? Long.compare(ordinal, other.ordinal()) : Long.compare(value, other.value());
        return request.descending() ? -ascending : ascending;
    }

    private boolean isFull() {
        return first.size() > request.limit();
    }

    /// Whether no flow of it can be on the page, as far as its least and greatest value tell.
    private boolean isOutside(Segment segment) {
        Numbers values = segment.numbers(request.sort().value());
        long earliest = request.descending() ? values.greatest() : values.least();
        long latest = request.descending() ? values.least() : values.greatest();
        boolean isPassed = request.after() != null && isBefore(latest, request.after().value());
        return isPassed || isFull() && isBefore(first.peek().position.value(), earliest);
    }

    private boolean isBefore(long value, long other) {
        return request.descending() ? value > other : value < other;
    }

    /// A walk stops at as many flows as the page has room for, and passes those between that are not found: where that is more, each of the found ones is looked at.
    private void look(Segment segment) {
        BitSet found = job.found(segment, request.query());
        long flows = found.cardinality();
        if (flows * flows < (long) request.limit() * segment.rows()) {
            among(segment, found);
        } else {
            along(segment, found);
        }
    }

    /// In the order, from where the page before ended.
    private void along(Segment segment, BitSet found) {
        Walk walk = new Walk(segment, found, request);
        while (!walk.isAtEnd() && offer(segment, walk.row(), walk.value(), walk.ordinal())) {
            walk.advance();
        }
    }

    /// All found flows, of which there are few.
    private void among(Segment segment, BitSet found) {
        Numbers values = segment.numbers(request.sort().value());
        Numbers ordinals = segment.numbers(Column.ORDINAL);
        for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
            long value = values.get(row);
            long ordinal = ordinals.get(row);
            if (request.after() == null || compare(value, ordinal, request.after()) > 0) {
                offer(segment, row, value, ordinal);
            }
        }
    }

    /// @return whether it is one of the first ones so far
    private boolean offer(Segment segment, int row, long value, long ordinal) {
        if (isFull()) {
            if (compare(value, ordinal, first.peek().position) > 0) {
                return false;
            }
            first.poll();
        }
        return first.add(new Place(segment, row, new Position(value, ordinal)));
    }
}
