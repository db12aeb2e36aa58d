package dev.tractor.flow.session;

import dev.tractor.flow.FlowView;
import dev.tractor.flow.evidence.Announced;
import dev.tractor.flow.evidence.Statements;
import dev.tractor.packet.Warnings;
import dev.tractor.vocabulary.AddressNumbers;
import dev.tractor.vocabulary.LinkKind;
import dev.tractor.vocabulary.SessionLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;

/// Puts flows together as they begin, speak and end. A session is given out when nothing can join it any more: none of its flows lives, no live flow has its site (info hash, socket) in
/// common with it, what its flows announced has come or is not waited for any longer.
///
/// Flows are tied by what they say and by their packets' times, so a capture always gives the same sessions.
public final class SessionAssembler extends Announcements {
    /// Flows to one site belong together when one begins while the other runs or so long after it: a person reads on, a page loads its next part.
    static final long SHORTLY_AFTER_NANOS = 10_000_000_000L;
    /// Packets may come so much later than those around them.
    private static final long REORDERING_NANOS = 10_000_000_000L;
    /// Flows of sessions in the making, about 300 bytes each; beyond it the sessions that have been quiet longest are closed early.
    static final int MAX_MEMBERS = 250_000;
    private static final int UDP = 17;

    private static final Comparator<Cluster> BY_FIRST = Comparator.comparingLong(cluster -> cluster.members.getFirst().ordinal);
    private static final Comparator<SessionLink> BY_FLOWS = Comparator.comparingLong(SessionLink::to).thenComparingLong(SessionLink::from).thenComparing(SessionLink::kind);

    private final Consumer<Session> sink;
    private final Warnings warnings;
    /// Clusters that have something in common with a flow, for a moment.
    private Cluster[] beside = new Cluster[16];
    private final Map<Long, Member> members = new HashMap<>();
    private final Map<Common.Key, Common> commons = new HashMap<>();
    private final PriorityQueue<Waiting> quiet = new PriorityQueue<>(Comparator.comparingLong(Waiting::due).thenComparingLong(Waiting::first));

    /// A quiet cluster and when it was to become final as it began to wait; flows that join it meanwhile put that off.
    private record Waiting(long due, long first, Cluster cluster) {}

    public SessionAssembler(Consumer<Session> sink, Warnings warnings) {
        this.sink = sink;
        this.warnings = warnings;
    }

    @Override
    public LinkKind begun(Speaker flow, boolean resolved, long nanos) {
        Expectations.Expectation named = announced(flow, nanos);
        if (named != null && named.from() != flow.ordinal()) {
            Cluster of = clusterOf(named.from());
            if (of != null) {
                link(of, flow.ordinal(), new SessionLink(named.from(), flow.ordinal(), named.kind(), named.evidence()));
            }
        }
        Expectations.Expectation answer = !resolved ? null : expectations.answer(flow.addressHigh(true), flow.addressLow(true), flow.addressHigh(false), flow.addressLow(false), nanos);
        if (answer != null) {
            Member member = members.computeIfAbsent(flow.ordinal(), Member::new);
            cluster(member).links.add(new SessionLink(answer.from(), flow.ordinal(), LinkKind.DNS_ANSWER, answer.evidence()));
        }
        return named == null ? null : named.kind();
    }

    /// The cluster of a flow that announced something, unless it has been closed early.
    private Cluster clusterOf(long ordinal) {
        Member member = members.get(ordinal);
        return member == null ? null : member.cluster;
    }

    private static Cluster cluster(Member member) {
        if (member.cluster == null) {
            new Cluster().add(member);
        }
        return member.cluster;
    }

    private void link(Cluster cluster, long ordinal, SessionLink link) {
        Member member = members.computeIfAbsent(ordinal, Member::new);
        if (member.cluster == null) {
            if (cluster.members.size() >= Session.MAX_FLOWS) {
                tooMany();
                return;
            }
            cluster.add(member);
        } else if (member.cluster != cluster && !merge(cluster, member.cluster)) {
            return;
        }
        member.cluster.links.add(link);
    }

    private boolean merge(Cluster cluster, Cluster other) {
        if (cluster.members.size() + other.members.size() > Session.MAX_FLOWS) {
            tooMany();
            return false;
        }
        if (cluster.members.size() >= other.members.size()) {
            cluster.absorb(other);
        } else {
            other.absorb(cluster);
        }
        return true;
    }

    private void tooMany() {
        if (!warnings.again("session-limit")) {
            warnings.add("session-limit", "flows belong together, but a session has at most " + Session.MAX_FLOWS + " of them; they make further sessions", 0);
        }
    }

    /// What it announces, and what it has in common with others of its client.
    @Override
    public void heard(Speaker flow, List<Announced> announced, boolean byClient, Statements said, int from, long nanos) {
        for (int i = 0; i < announced.size(); i++) {
            expect(flow, announced.get(i), byClient, nanos);
        }
        Common.Key key = key(flow, said, from);
        if (key != null) {
            Member member = members.computeIfAbsent(flow.ordinal(), Member::new);
            if (member.common == null) {
                member.common = commons.computeIfAbsent(key, Common::new);
                member.common.live++;
            }
        }
    }

    private void expect(Speaker flow, Announced announced, boolean byClient, long nanos) {
        Expectations.Expectation expectation = new Expectations.Expectation(flow.ordinal(), announced.kind(), announced.evidence(), nanos);
        if (announced.kind() == LinkKind.DNS_ANSWER) {
            expectations.answered(flow.addressHigh(true), flow.addressLow(true), AddressNumbers.high(announced.address()), AddressNumbers.low(announced.address()), expectation);
            return;
        }
        expect(flow, announced, byClient, expectation);
        Cluster cluster = cluster(members.computeIfAbsent(flow.ordinal(), Member::new));
        cluster.openUntil = Math.max(cluster.openUntil, nanos + Expectations.ENDPOINT_NANOS);
    }

    private static Common.Key key(Speaker flow, Statements said, int from) {
        for (int at = from; at < said.end(); at = said.next(at)) {
            switch (said.kind(at)) {
                case TLS_SNI, QUIC_SNI, HTTP_HOST -> {
                    String site = Sites.of(said.value(at));
                    if (site != null) {
                        return new Common.Key(LinkKind.SAME_SITE, flow.addressHigh(true), flow.addressLow(true), site);
                    }
                }
                case INFO_HASH -> {
                    return new Common.Key(LinkKind.SAME_INFO_HASH, flow.addressHigh(true), flow.addressLow(true), said.value(at));
                }
                case CALL -> {
                    return new Common.Key(LinkKind.SAME_CALL, 0, 0, said.value(at));
                }
                case PROTOCOL -> {
                    if (flow.protocol() == UDP && isMedia(said.value(at))) {
                        return new Common.Key(LinkKind.SAME_MEDIA_SOCKET, flow.addressHigh(true), flow.addressLow(true), "UDP port " + flow.port(true));
                    }
                }
                default -> { }
            }
        }
        return null;
    }

    private static boolean isMedia(String protocol) {
        return switch (protocol) {
            case "stun", "dtls", "rtp", "rtcp", "srtp" -> true;
            default -> false;
        };
    }

    /// A flow has ended.
    public void ended(FlowView flow) {
        Member member = members.get(flow.ordinal());
        if (member == null) {
            return;
        }
        member.live = false;
        member.client = flow.clientAddress();
        member.server = flow.serverAddress();
        member.startNanos = flow.startNanos();
        member.endNanos = flow.endNanos();
        member.packetsForward = flow.packetsForward();
        member.packetsBackward = flow.packetsBackward();
        member.bytesForward = flow.bytesForward();
        member.bytesBackward = flow.bytesBackward();
        if (member.cluster != null) {
            member.cluster.live--;
            member.cluster.cover(member);
        }
        if (member.common != null) {
            joinCommon(member, member.common);
        }
        waitWhenQuiet(member.cluster);
    }

    /// Clusters of the same site that the flow overlaps, or nearly so, become one.
    private void joinCommon(Member member, Common common) {
        common.live--;
        cluster(member).join(common);
        int count = common.clusters.size();
        // A copy, since the list changes as clusters become one.
        beside = common.clusters.toArray(beside);
        for (int i = 0; i < count; i++) {
            Cluster other = beside[i];
            if (other != member.cluster && !other.gone && other.isNear(member)) {
                merge(member.cluster, other);
            }
            beside[i] = null;
        }
        if (common.live == 0) {
            for (int i = 0; i < common.clusters.size(); i++) {
                waitWhenQuiet(common.clusters.get(i));
            }
        }
    }

    private void waitWhenQuiet(Cluster cluster) {
        if (!cluster.waiting && !cluster.gone && cluster.isQuiet()) {
            cluster.waiting = true;
            quiet.add(new Waiting(cluster.due(), cluster.members.getFirst().ordinal, cluster));
        }
    }

    /// Gives out the sessions that are final.
    ///
    /// @param now the capture's clock, nanoseconds since the epoch
    public void tick(long now) {
        while (!quiet.isEmpty() && quiet.peek().due() + REORDERING_NANOS < now) {
            Waiting waiting = quiet.remove();
            waiting.cluster.waiting = false;
            if (waiting.cluster.due() > waiting.due) {
                waitWhenQuiet(waiting.cluster);
            } else if (!waiting.cluster.gone && waiting.cluster.isQuiet()) {
                close(waiting.cluster);
            }
        }
        while (members.size() > MAX_MEMBERS && !quiet.isEmpty()) {
            Cluster cluster = quiet.remove().cluster;
            cluster.waiting = false;
            if (!cluster.gone && cluster.live == 0) {
                closeEarly(cluster);
            }
        }
    }

    private void closeEarly(Cluster cluster) {
        if (!warnings.again("session-table-full")) {
            warnings.add("session-table-full", "more than " + MAX_MEMBERS + " flows belong to sessions in the making; sessions that had been quiet for long were closed early", 0);
        }
        close(cluster);
    }

    /// Every flow has ended: gives out the sessions that are left, in the order of their first flows.
    public void finish() {
        Set<Cluster> left = new HashSet<>();
        for (Member member : members.values()) {
            left.add(member.cluster);
        }
        left.forEach(Cluster::sort);
        List<Cluster> inOrder = new ArrayList<>(left);
        inOrder.sort(BY_FIRST);
        inOrder.forEach(this::close);
        quiet.clear();
    }

    private void close(Cluster cluster) {
        cluster.gone = true;
        cluster.sort();
        for (Member member : cluster.members) {
            members.remove(member.ordinal);
        }
        for (Common common : cluster.commons) {
            common.clusters.remove(cluster);
            linkCommon(cluster, common);
            if (common.live == 0 && common.clusters.isEmpty()) {
                commons.remove(common.key);
            }
        }
        if (!cluster.links.isEmpty()) {
            sink.accept(session(cluster));
        }
    }

    /// The first flow to a site leads to the further ones.
    private static void linkCommon(Cluster cluster, Common common) {
        Member first = null;
        for (Member member : cluster.members) {
            if (member.common == common && first == null) {
                first = member;
            } else if (member.common == common) {
                cluster.links.add(new SessionLink(first.ordinal, member.ordinal, common.key.kind(), common.key.value()));
            }
        }
    }

    private static Session session(Cluster cluster) {
        long packetsForward = 0;
        long packetsBackward = 0;
        long bytesForward = 0;
        long bytesBackward = 0;
        List<Long> flows = new ArrayList<>(cluster.members.size());
        for (Member member : cluster.members) {
            flows.add(member.ordinal);
            packetsForward += member.packetsForward;
            packetsBackward += member.packetsBackward;
            bytesForward += member.bytesForward;
            bytesBackward += member.bytesBackward;
        }
        cluster.links.sort(BY_FLOWS);
        return new Session(flows, cluster.links, cluster.members.getFirst().client, cluster.startNanos, cluster.endNanos,
                packetsForward, packetsBackward, bytesForward, bytesBackward, SessionFeatures.of(cluster.members, packetsForward, packetsBackward, bytesForward, bytesBackward));
    }
}
