package dev.tractor.flow.evidence;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/// The name under which each address was last resolved in the capture, as far as the newest [#MAX_NAMES] addresses tell.
public final class Names {
    /// About 20 MB at most; older answers are forgotten first.
    static final int MAX_NAMES = 100_000;

    private record Address(long high, long low) {}

    private final Map<Address, String> byAddress = new LinkedHashMap<>(1024) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, String> eldest) {
            return size() > MAX_NAMES;
        }
    };

    /// @param address 4 or 16 bytes
    public void resolved(byte[] address, String name) {
        ByteBuffer bytes = ByteBuffer.wrap(address);
        byAddress.put(address.length == 4 ? new Address(0, Integer.toUnsignedLong(bytes.getInt())) : new Address(bytes.getLong(), bytes.getLong()), name);
    }

    /// @return the name, or null
    public String of(long high, long low) {
        return byAddress.isEmpty() ? null : byAddress.get(new Address(high, low));
    }
}
