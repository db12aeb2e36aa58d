package dev.tractor.flow.session;

import dev.tractor.vocabulary.SessionLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A session in the making.
final class Cluster {
    private static final Comparator<Member> BY_ORDINAL = Comparator.comparingLong(member -> member.ordinal);

    final List<Member> members = new ArrayList<>(2);
    final List<SessionLink> links = new ArrayList<>(0);
    /// One mostly.
    final List<Common> commons = new ArrayList<>(1);
    int live;
    long startNanos = Long.MAX_VALUE;
    long endNanos = Long.MIN_VALUE;
    /// An announced flow is waited for until then.
    long openUntil = Long.MIN_VALUE;
    boolean waiting;
    boolean gone;

    boolean isQuiet() {
        if (live > 0) {
            return false;
        }
        for (int i = 0; i < commons.size(); i++) {
            if (commons.get(i).live > 0) {
                return false;
            }
        }
        return true;
    }

    /// When it is final, if nothing comes that belongs to it.
    long due() {
        return Math.max(openUntil, endNanos + SessionAssembler.SHORTLY_AFTER_NANOS);
    }

    boolean isNear(Member member) {
        return member.startNanos - SessionAssembler.SHORTLY_AFTER_NANOS <= endNanos && startNanos <= member.endNanos + SessionAssembler.SHORTLY_AFTER_NANOS;
    }

    void add(Member member) {
        members.add(member);
        member.cluster = this;
        if (member.live) {
            live++;
        } else {
            cover(member);
        }
    }

    void cover(Member member) {
        startNanos = Math.min(startNanos, member.startNanos);
        endNanos = Math.max(endNanos, member.endNanos);
    }

    /// Takes over everything of another cluster, which is gone then.
    void absorb(Cluster other) {
        for (Member member : other.members) {
            member.cluster = this;
        }
        members.addAll(other.members);
        links.addAll(other.links);
        for (Common common : other.commons) {
            common.clusters.remove(other);
            join(common);
        }
        live += other.live;
        startNanos = Math.min(startNanos, other.startNanos);
        endNanos = Math.max(endNanos, other.endNanos);
        openUntil = Math.max(openUntil, other.openUntil);
        other.gone = true;
    }

    void sort() {
        members.sort(BY_ORDINAL);
    }

    void join(Common common) {
        if (!commons.contains(common)) {
            commons.add(common);
            common.clusters.add(this);
        }
    }
}
