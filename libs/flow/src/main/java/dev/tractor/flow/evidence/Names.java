package dev.tractor.flow.evidence;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The names under which addresses were resolved so far in the capture. An address of a content network has many names, so each client's own answers come
/// first, then the last that anybody got. Time to live is not looked at: applications keep addresses longer.
public final class Names {
    /// Some 40 MB at most; the addresses whose last answer is the oldest are forgotten first.
    static final int MAX_NAMES = 200_000;
    /// Clients of one address whose answers are told apart; the others get the last answer.
    private static final int MAX_CLIENTS = 1_000;

    private final LinkedHashMap<Address, Resolved> byAddress = new LinkedHashMap<>(1024);
    private final Address probe = new Address(0, 0);
    private int count;

    /// Only the probe changes, so that a question costs no object.
    private static final class Address {
        private long high;
        private long low;

        Address(long high, long low) {
            of(high, low);
        }

        Address of(long newHigh, long newLow) {
            high = newHigh;
            low = newLow;
            return this;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Address address && address.high == high && address.low == low;
        }

        @Override
        public int hashCode() {
            return Long.hashCode((high * 31 + low) * 0x9E3779B97F4A7C15L);
        }
    }

    /// What one address was resolved from.
    private static final class Resolved {
        private final Map<Address, String> byClient = new HashMap<>(2);
        private String last;
    }

    /// An answer to all.
    ///
    /// @param address 4 or 16 bytes
    public void resolved(byte[] address, String name) {
        resolved(0, 0, address, name);
    }

    /// @param clientHigh with `clientLow` the address of the host that asked, 0 for an answer to all
    /// @param address 4 or 16 bytes
    public void resolved(long clientHigh, long clientLow, byte[] address, String name) {
        ByteBuffer bytes = ByteBuffer.wrap(address);
        Address key = address.length == 4 ? new Address(0, Integer.toUnsignedLong(bytes.getInt())) : new Address(bytes.getLong(), bytes.getLong());
        Resolved resolved = byAddress.get(key);
        if (resolved == null) {
            resolved = new Resolved();
            count++;
        }
        byAddress.putLast(key, resolved);
        resolved.last = name;
        if ((clientHigh != 0 || clientLow != 0) && resolved.byClient.size() < MAX_CLIENTS && resolved.byClient.put(new Address(clientHigh, clientLow), name) == null) {
            count++;
        }
        while (count > MAX_NAMES) {
            count -= 1 + byAddress.pollFirstEntry().getValue().byClient.size();
        }
    }

    /// @return the name, or null
    public String of(long clientHigh, long clientLow, long high, long low) {
        Resolved resolved = byAddress.isEmpty() ? null : byAddress.get(probe.of(high, low));
        if (resolved == null) {
            return null;
        }
        String own = resolved.byClient.get(probe.of(clientHigh, clientLow));
        return own == null ? resolved.last : own;
    }
}
