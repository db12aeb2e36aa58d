package dev.tractor.flow.session;

import dev.tractor.vocabulary.LinkKind;
import java.util.ArrayList;
import java.util.List;

/// What flows of one client have in common, and the clusters of those that have ended. A cluster is not final before the last live flow has ended, which may lie beside it.
final class Common {
    /// @param client of the flows; 0 where any two hosts may have it in common
    /// @param value site, info hash or socket
    record Key(LinkKind kind, long clientHigh, long clientLow, String value) {
        @Override
        public int hashCode() {
            return Expectations.hash(Expectations.hash(clientHigh, clientLow), value.hashCode());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && clientLow == key.clientLow && clientHigh == key.clientHigh && kind == key.kind && value.equals(key.value);
        }
    }

    final Key key;
    final List<Cluster> clusters = new ArrayList<>(1);
    int live;

    Common(Key key) {
        this.key = key;
    }
}
