package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.stats.columns.JobFlows;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is seen of a job first.
///
/// @param timeStart seconds since the epoch, of the first flow
/// @param timeEnd of the last packet
/// @param timeline by label
/// @param groups by field
public record Overview(long jobId, long flows, long packets, long bytes, BigDecimal timeStart, BigDecimal timeEnd, Timeline timeline, Map<String, FlowGroups> groups) {
    private static final int SERIES = 8;
    private static final int INTERVALS = 240;
    private static final int TOP = 20;
    private static final List<GroupField> FIELDS = List.of(
            GroupField.LABEL, GroupField.GROUP, GroupField.TRAFFIC_CLASS, GroupField.APPLICATION_PROTOCOL, GroupField.PROTOCOL, GroupField.SRC_IP, GroupField.DST_IP, GroupField.DOMAIN,
            GroupField.DST_PORT, GroupField.METHOD);

    /// Counts all flows several times: once, when the job is complete.
    public static Overview of(JobFlows job) {
        Query all = new Query.Everything();
        Map<String, FlowGroups> groups = new LinkedHashMap<>();
        for (GroupField field : FIELDS) {
            groups.put(field.field(), FlowGroups.of(job, all, field, FlowGroups.Order.FLOWS, TOP));
        }
        // a map shows every country
        groups.put(GroupField.COUNTRY.field(), FlowGroups.of(job, all, GroupField.COUNTRY, FlowGroups.Order.FLOWS, FlowGroups.TOP_LIMIT));
        FlowGroups.Sums total = groups.get(GroupField.LABEL.field()).total();
        Timeline timeline = Timeline.of(job, all, GroupField.LABEL, SERIES, INTERVALS);
        return new Overview(job.tables().jobId(), total.flows(), total.packets(), total.bytes(), timeline.timeStart(), timeline.timeEnd(), timeline, groups);
    }
}
