package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.AddressNumbers;
import java.util.concurrent.ThreadLocalRandom;

/// The names under which addresses were resolved so far in the capture. An address of a content network has many names, so each client's own answers come
/// first, then the last that anybody got. Time to live is not looked at: applications keep addresses longer.
public final class Names {
    /// Newest answers that are remembered at least, to one client or to all; at most twice as many are. With the names some 40 MB.
    static final int MIN_KEPT = 100_000;
    private static final int FIRST_CAPACITY = 1_024;
    /// 8 KiB: a thousand addresses fill a sixtieth of them.
    private static final int PARTS = 1 << 16;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    /// Client's address, address: two numbers each.
    private static final int KEY = 4;

    /// Open addressing, at most half full. An entry without a name is free.
    private long[] keys = new long[KEY * FIRST_CAPACITY];
    private String[] names = new String[FIRST_CAPACITY];
    /// Answered since something was forgotten last.
    private boolean[] recent = new boolean[FIRST_CAPACITY];
    /// Nobody can choose addresses that meet in one place.
    private final long seed = ThreadLocalRandom.current().nextLong();
    /// What the hashes of answers to all begin with.
    private final long seedOfAll = mix(mix(seed, 0), 0);
    /// A bit for each part of the addresses, set where one was resolved: most flows go to none, and need not be looked for.
    private final long[] resolvedParts = new long[PARTS / Long.SIZE];
    private int count;
    private int recentCount;

    /// An answer to all.
    ///
    /// @param address 4 or 16 bytes
    public void resolved(byte[] address, String name) {
        put(0, 0, AddressNumbers.high(address), AddressNumbers.low(address), name);
    }

    /// @param clientHigh with `clientLow` the address of the host that asked, 0 for an answer to all
    /// @param address 4 or 16 bytes
    /// @param owner stands at the address's name
    /// @return that name, empty when it is no host's and is not remembered
    String resolved(long clientHigh, long clientLow, byte[] address, DnsNames owner) {
        long high = AddressNumbers.high(address);
        long low = AddressNumbers.low(address);
        String name = owner.hostName(names[place(0, 0, high, low)]);
        if (!name.isEmpty()) {
            put(0, 0, high, low, name);
            if (clientHigh != 0 || clientLow != 0) {
                put(clientHigh, clientLow, high, low, name);
            }
        }
        return name;
    }

    /// @return the name, or null
    public String of(long clientHigh, long clientLow, long high, long low) {
        int part = part(high, low);
        String last = (resolvedParts[part / Long.SIZE] >> part & 1) == 0 ? null : names[place(0, 0, high, low)];
        String own = last == null ? null : names[place(clientHigh, clientLow, high, low)];
        return own == null ? last : own;
    }

    private static int part(long high, long low) {
        return (int) ((high * MULTIPLIER ^ low) * MULTIPLIER >>> Long.SIZE - Integer.numberOfTrailingZeros(PARTS));
    }

    private void put(long clientHigh, long clientLow, long high, long low, String name) {
        int place = place(clientHigh, clientLow, high, low);
        if (names[place] == null) {
            keys[KEY * place] = clientHigh;
            keys[KEY * place + 1] = clientLow;
            keys[KEY * place + 2] = high;
            keys[KEY * place + 3] = low;
            int part = part(high, low);
            resolvedParts[part / Long.SIZE] |= 1L << part;
            count++;
        }
        names[place] = name;
        if (!recent[place]) {
            recent[place] = true;
            recentCount++;
        }
        if (recentCount == MIN_KEPT) {
            rebuild(names.length, true);
        } else if (2 * count > names.length) {
            rebuild(2 * names.length, false);
        }
    }

    /// @param forget what is not recent; what stays is no longer recent then
    private void rebuild(int capacity, boolean forget) {
        long[] oldKeys = keys;
        String[] oldNames = names;
        boolean[] oldRecent = recent;
        keys = new long[KEY * capacity];
        names = new String[capacity];
        recent = new boolean[capacity];
        count = 0;
        recentCount = forget ? 0 : recentCount;
        for (int i = 0; i < oldNames.length; i++) {
            if (oldNames[i] != null && (!forget || oldRecent[i])) {
                int from = KEY * i;
                int place = place(oldKeys[from], oldKeys[from + 1], oldKeys[from + 2], oldKeys[from + 3]);
                System.arraycopy(oldKeys, from, keys, KEY * place, KEY);
                names[place] = oldNames[i];
                recent[place] = !forget && oldRecent[i];
                count++;
            }
        }
    }

    /// Where that key is, or would be.
    private int place(long clientHigh, long clientLow, long high, long low) {
        int mask = names.length - 1;
        long client = clientHigh == 0 && clientLow == 0 ? seedOfAll : mix(mix(seed, clientHigh), clientLow);
        int place = (int) mix(mix(client, high), low) & mask;
        while (names[place] != null && !(keys[KEY * place] == clientHigh && keys[KEY * place + 1] == clientLow && keys[KEY * place + 2] == high && keys[KEY * place + 3] == low)) {
            place = place + 1 & mask;
        }
        return place;
    }

    private static long mix(long hash, long number) {
        long mixed = (hash ^ number) * MULTIPLIER;
        return mixed ^ mixed >>> 32;
    }
}
