package dev.tractor.flow.session;

/// A flow that may belong to a session; what it counted is known when it has ended.
final class Member {
    final long ordinal;
    /// What it shares with others: a site, an info hash, a socket; null without.
    Common common;
    /// Null while nothing ties it to a session.
    Cluster cluster;
    boolean live = true;
    byte[] client;
    byte[] server;
    long startNanos;
    long endNanos;
    long packetsForward;
    long packetsBackward;
    long bytesForward;
    long bytesBackward;

    Member(long ordinal) {
        this.ordinal = ordinal;
    }
}
