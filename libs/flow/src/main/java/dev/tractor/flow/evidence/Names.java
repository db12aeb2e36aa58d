package dev.tractor.flow.evidence;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/// The names under which addresses were resolved so far in the capture. An address of a content network has many names, so each client's own answers come
/// first, then the last that anybody got. Time to live is not looked at: applications keep addresses longer.
public final class Names {
    /// Some 40 MB at most; the oldest answers are forgotten first.
    static final int MAX_NAMES = 200_000;

    /// @param clientHigh 0 with `clientLow` 0: the answer that anybody got last
    private record Answer(long clientHigh, long clientLow, long high, long low) {}

    private final LinkedHashMap<Answer, String> answers = new LinkedHashMap<>(1024) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Answer, String> eldest) {
            return size() > MAX_NAMES;
        }
    };

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
        long high = address.length == 4 ? 0 : bytes.getLong();
        long low = address.length == 4 ? Integer.toUnsignedLong(bytes.getInt()) : bytes.getLong();
        answers.putLast(new Answer(0, 0, high, low), name);
        if (clientHigh != 0 || clientLow != 0) {
            answers.putLast(new Answer(clientHigh, clientLow, high, low), name);
        }
    }

    /// @return the name, or null
    public String of(long clientHigh, long clientLow, long high, long low) {
        if (answers.isEmpty()) {
            return null;
        }
        String own = answers.get(new Answer(clientHigh, clientLow, high, low));
        return own == null ? answers.get(new Answer(0, 0, high, low)) : own;
    }
}
