package dev.tractor.stats.search;

import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Finds flows, page by page. Each segment is entered where the page before ended, so a deep page costs what the first one does.
public final class FlowSearch {
    /// The most flows of a page.
    public static final int PAGE_LIMIT = 10_000;

    private final JobFlows job;
    private final FlowRequest request;
    private final List<FoundFlow> flows = new ArrayList<>();
    private final Map<Segment, FlowReader> readers = new HashMap<>();
    private Position last;

    private FlowSearch(JobFlows job, FlowRequest request) {
        this.job = job;
        this.request = request;
    }

    /// @param next where the next page begins, null when there is none
    public record Found(List<FoundFlow> flows, Position next) {}

    public static Found find(JobFlows job, FlowRequest request) {
        FlowSearch search = new FlowSearch(job, request);
        boolean hasMore = request.sort() == FlowSort.FLOW ? search.alongCapture() : search.alongOrder();
        return new Found(search.flows, hasMore ? search.last : null);
    }

    /// @return whether there are more than the page has room for
    private boolean alongCapture() {
        for (Segment segment : request.descending() ? job.segments().reversed() : job.segments()) {
            if (!isPassed(segment)) {
                Walk walk = walk(segment);
                for (; !walk.isAtEnd(); walk.advance()) {
                    if (!take(walk)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean isPassed(Segment segment) {
        Position after = request.after();
        return after != null && (request.descending() ? segment.numbers(Column.ORDINAL).least() >= after.ordinal() : segment.numbers(Column.ORDINAL).greatest() <= after.ordinal());
    }

    /// Of the flows at which the walks through the segments stand the next one is taken, again and again.
    private boolean alongOrder() {
        PriorityQueue<Walk> walks = new PriorityQueue<>();
        job.segments().stream().map(this::walk).filter(walk -> !walk.isAtEnd()).forEach(walks::add);
        while (!walks.isEmpty()) {
            Walk next = walks.poll();
            if (!take(next)) {
                return true;
            }
            next.advance();
            if (!next.isAtEnd()) {
                walks.add(next);
            }
        }
        return false;
    }

    private Walk walk(Segment segment) {
        return new Walk(segment, job.found(segment, request.query()), request);
    }

    private boolean take(Walk walk) {
        boolean hasRoom = flows.size() < request.limit();
        if (hasRoom) {
            flows.add(readers.computeIfAbsent(walk.segment(), FlowReader::new).read(walk.row()));
            last = walk.position();
        }
        return hasRoom;
    }
}
