package dev.tractor.flow.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.HexFormat;

/// The name under which each address was last resolved in the capture, as far as the newest [#MAX_NAMES] tell.
public final class Names {
    /// About 20 MB at most; older answers are forgotten first.
    static final int MAX_NAMES = 100_000;

    private final Map<String, String> byAddress = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX_NAMES;
        }
    };

    public void resolved(byte[] address, String name) {
        byAddress.put(HexFormat.of().formatHex(address), name);
    }

    public boolean isEmpty() {
        return byAddress.isEmpty();
    }

    /// @return the name, or null
    public String of(byte[] address) {
        return byAddress.isEmpty() ? null : byAddress.get(HexFormat.of().formatHex(address));
    }
}
