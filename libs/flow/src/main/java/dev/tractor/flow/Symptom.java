package dev.tractor.flow;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is wrong with a flow as it was captured, so that its figures are not what went over the wire. [Health] counts the flows with each.
/// Events carry them as bits by their order here, so new ones come last.
public enum Symptom {
    /// The capture holds less of some payload than there was: the snapshot length cut it.
    SNAPPED,
    /// A packet is older than the one before it in the capture.
    REORDERED,
    /// A packet is longer than any frame: segmentation or receive offload put several together.
    SUPER_PACKETS,
    /// A packet was captured twice, as a mirror port does that sees both ways through a switch.
    DUPLICATED,
    /// TCP of which only one side is there, although it acknowledges what the other one sent.
    ONE_SIDED,
    /// TCP bytes were skipped or acknowledged and never came.
    GAPS;

    private static final Symptom[] ALL = values();
    /// The sets of all combinations and their labels, so that asking a flow allocates nothing.
    private static final List<Set<Symptom>> SETS = IntStream.range(0, 1 << ALL.length).mapToObj(Symptom::setOf).toList();
    private static final List<String> LABELS = SETS.stream().map(set -> set.stream().map(Symptom::label).collect(Collectors.joining(" "))).toList();

    int bit() {
        return 1 << ordinal();
    }

    /// Its name in tables: `super-packets`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Set<Symptom> setOf(int bits) {
        Set<Symptom> set = EnumSet.noneOf(Symptom.class);
        Arrays.stream(ALL).filter(symptom -> (bits & symptom.bit()) != 0).forEach(set::add);
        return Collections.unmodifiableSet(set);
    }

    /// The labels of some, with blanks between; made once.
    public static String labels(Set<Symptom> symptoms) {
        return symptoms.isEmpty() ? "" : LABELS.get(bits(symptoms));
    }

    /// The same by their bits; those of a newer version are passed over.
    public static String labels(int bits) {
        return LABELS.get(bits & LABELS.size() - 1);
    }

    /// A set as events carry it.
    public static int bits(Set<Symptom> symptoms) {
        int bits = 0;
        for (Symptom symptom : ALL) {
            bits |= symptoms.contains(symptom) ? symptom.bit() : 0;
        }
        return bits;
    }

    static Set<Symptom> ofBits(int bits) {
        return SETS.get(bits);
    }
}
