package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.Arrays;

/// What the ClientHellos of one program have in common: they differ in random numbers, keys and the server's name, of which no digest is taken. So the texts and digests of a form that was
/// seen before are taken from here; computing them costs more than all else in a hello.
final class HelloForms {
    /// Programs of one capture are fewer; those that shuffle their extensions have a form for each hello and push out others.
    private static final int KEPT = 1_024;
    /// A browser's form has 200 bytes; a longer one is computed each time. With the texts some 600 KiB in all.
    private static final int MAX_BYTES = 512;
    /// Stands where a list ends: as a number of GREASE it is in no list here.
    private static final int END = 0x0A0A;

    private static final ThreadLocal<HelloForms> OF_THREAD = ThreadLocal.withInitial(HelloForms::new);

    private final Form[] kept = new Form[KEPT];
    private final byte[] key = new byte[MAX_BYTES];
    private int length;

    /// @param key what the statements depend on
    /// @param offers what the hello asks for
    /// @param digests versions and digests
    record Form(byte[] key, Statements offers, Statements digests) {
        static Form of(ClientHello hello, char transport, byte[] key) {
            Statements offers = new Statements();
            hello.sayOffers(offers);
            Statements digests = new Statements();
            digests.say(EvidenceKind.TLS_VERSIONS, TlsNames.versions(hello.versions()));
            digests.say(EvidenceKind.JA3, Fingerprints.ja3(hello));
            digests.say(EvidenceKind.JA4, Fingerprints.ja4(hello, transport));
            offers.trim();
            digests.trim();
            return new Form(key, offers, digests);
        }
    }

    /// @param hello a whole one
    /// @param transport as in JA4
    static Form of(ClientHello hello, char transport) {
        HelloForms forms = OF_THREAD.get();
        return forms.read(hello, transport) ? forms.find(hello, transport) : Form.of(hello, transport, null);
    }

    private Form find(ClientHello hello, char transport) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + key[i];
        }
        int place = (hash ^ hash >>> 16) & KEPT - 1;
        Form form = kept[place];
        if (form == null || !Arrays.equals(form.key, 0, form.key.length, key, 0, length)) {
            form = Form.of(hello, transport, Arrays.copyOf(key, length));
            kept[place] = form;
        }
        return form;
    }

    /// @return false for a hello whose lists do not fill their extensions, and for a long one
    private boolean read(ClientHello hello, char transport) {
        Payload body = hello.body();
        length = 0;
        put(transport);
        put(hello.version());
        boolean fits = numbers(body, hello.ciphersAt() + 2, hello.ciphersAt() + 2 + body.u16(hello.ciphersAt()));
        for (int at = hello.extensionsAt(); fits && hello.isExtension(at); at = hello.next(at)) {
            int type = body.u16(at);
            if (!Fingerprints.isGrease(type)) {
                fits = put(type) && content(body, type, at + 4, hello.next(at));
            }
        }
        return fits;
    }

    private boolean content(Payload body, int type, int from, int to) {
        return switch (type) {
            case ClientHello.GROUPS, ClientHello.SIGNATURE_ALGORITHMS -> body.u16(from) == to - from - 2 && numbers(body, from + 2, to);
            case ClientHello.SUPPORTED_VERSIONS -> body.u8(from) == to - from - 1 && numbers(body, from + 1, to);
            case ClientHello.POINT_FORMATS -> body.u8(from) == to - from - 1 && bytes(body, from, to);
            case ClientHello.ALPN -> body.u16(from) == to - from - 2 && bytes(body, from, to);
            default -> true;
        };
    }

    private boolean numbers(Payload body, int from, int to) {
        if (to > body.length() || (to - from) % 2 != 0) {
            return false;
        }
        boolean fits = true;
        for (int at = from; at < to; at += 2) {
            int number = body.u16(at);
            fits &= Fingerprints.isGrease(number) || put(number);
        }
        return fits && put(END);
    }

    private boolean bytes(Payload body, int from, int to) {
        boolean fits = to <= body.length() && length + to - from <= MAX_BYTES;
        if (fits) {
            body.copy(from, to - from, key, length);
            length += to - from;
        }
        return fits;
    }

    private boolean put(int number) {
        if (length + 2 > MAX_BYTES) {
            return false;
        }
        key[length++] = (byte) (number >> 8);
        key[length++] = (byte) number;
        return true;
    }
}
