package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.Arrays;

/// What ServerHellos say of version, cipher suite and digest: servers answer in few ways, so those said last are kept.
final class ServerForms {
    private static final int KEPT = 512;
    /// Version, cipher suite, extensions.
    private static final int MAX_NUMBERS = ServerHello.MAX_EXTENSIONS + 2;

    private static final ThreadLocal<ServerForms> OF_THREAD = ThreadLocal.withInitial(ServerForms::new);

    private final Form[] kept = new Form[KEPT];
    private final int[] numbers = new int[MAX_NUMBERS];
    private int count;
    private int hash;

    private record Form(int[] numbers, int chosen, Statements said) {}

    private ServerForms() {}

    /// Begins with another hello.
    ///
    /// @param version as its first field says it
    /// @return the thread's only one; the last that was given out is void
    static ServerForms begin(int version, int cipher) {
        ServerForms forms = OF_THREAD.get();
        forms.count = 0;
        forms.hash = 0;
        forms.put(version);
        forms.put(cipher);
        return forms;
    }

    /// @param type of the next extension
    void extension(int type) {
        if (!Fingerprints.isGrease(type)) {
            put(type);
        }
    }

    private void put(int number) {
        numbers[count++] = number;
        hash = 31 * hash + number;
    }

    /// @param chosen the version that the server chose
    /// @return not to be changed
    Statements end(int chosen) {
        int mixed = 31 * hash + chosen;
        int place = (mixed ^ mixed >>> 16) & KEPT - 1;
        Form form = kept[place];
        if (form == null || form.chosen != chosen || !Arrays.equals(form.numbers, 0, form.numbers.length, numbers, 0, count)) {
            form = new Form(Arrays.copyOf(numbers, count), chosen, said(chosen));
            kept[place] = form;
        }
        return form.said;
    }

    private Statements said(int chosen) {
        StringBuilder types = new StringBuilder();
        for (int i = 2; i < count; i++) {
            Fingerprints.append(types, numbers[i]);
        }
        Statements said = new Statements();
        said.say(EvidenceKind.TLS_VERSION, TlsNames.version(chosen));
        said.say(EvidenceKind.TLS_CIPHER, TlsNames.cipher(numbers[1]));
        said.say(EvidenceKind.JA3S, Fingerprints.ja3s(numbers[0], numbers[1], types));
        said.trim();
        return said;
    }
}
