package dev.tractor.flow.evidence;

/// What certificates say, of those that were read last: a server sends the same one to each client.
final class Certificates {
    private static final int KEPT = 256;
    /// Most are shorter; a longer one is read each time. 1 MiB in all.
    private static final int MAX_BYTES = 4_096;
    /// The end of a certificate is its signature, so a few bytes of it tell certificates apart.
    private static final int TELLING_BYTES = 16;

    private static final ThreadLocal<Known[]> OF_THREAD = ThreadLocal.withInitial(() -> new Known[KEPT]);

    private record Known(byte[] der, Statements said) {
        boolean is(Payload other) {
            return other.is(der);
        }
    }

    private Certificates() {}

    /// @param der the certificate, maybe cut off
    static void read(Payload der, Statements said) {
        if (der.length() > MAX_BYTES) {
            Certificate.read(der, said);
            return;
        }
        Known[] kept = OF_THREAD.get();
        int hash = der.length();
        for (int at = Math.max(0, der.length() - TELLING_BYTES); at < der.length(); at++) {
            hash = 31 * hash + der.u8(at);
        }
        int place = (hash ^ hash >>> 16) & KEPT - 1;
        if (kept[place] == null || !kept[place].is(der)) {
            Statements own = new Statements();
            Certificate.read(der, own);
            own.trim();
            kept[place] = new Known(der.copy(0, der.length()), own);
        }
        said.sayAll(kept[place].said);
    }
}
