package dev.tractor.flow;

import dev.tractor.vocabulary.FeatureProfile;
import java.util.Arrays;
import java.util.Set;

/// The numbers of a feature vector in the order of its profile, each in the form in which it is known exactly, so that nothing is lost or computed twice on the way to text.
/// A run of zeros or of missing numbers, of which a short flow mostly consists, is one entry. Filled again for each flow.
public final class FeatureValues {
    /// Forms of entries. So many missing numbers.
    public static final byte MISSING = 0;
    /// So many zeros.
    public static final byte ZEROS = 1;
    /// An integer of less than 2^53.
    public static final byte WHOLE = 2;
    /// Thousandths: microseconds known in nanoseconds.
    public static final byte THOUSANDTHS = 3;
    /// The bits of a double that is not NaN.
    public static final byte DOUBLE = 4;

    /// How many of the features before each place are wanted.
    private final int[] wantedBefore;
    private final byte[] forms;
    private final long[] numbers;
    private int place;
    private int first;
    private int entries;

    public FeatureValues(FeatureProfile profile) {
        this(profile, Set.of());
    }

    /// @param leftOut names of features that are not kept
    public FeatureValues(FeatureProfile profile, Set<String> leftOut) {
        wantedBefore = wantedBefore(profile, leftOut);
        forms = new byte[length()];
        numbers = new long[length()];
    }

    private static int[] wantedBefore(FeatureProfile profile, Set<String> leftOut) {
        int[] before = new int[profile.size() + 1];
        for (int i = 0; i < profile.size(); i++) {
            before[i + 1] = before[i] + (leftOut.contains(profile.features().get(i).name()) ? 0 : 1);
        }
        return before;
    }

    /// How many numbers a whole vector has.
    public int length() {
        return wantedBefore[wantedBefore.length - 1];
    }

    /// Which number of a whole vector the first entry begins with: not 0 behind an identity that was left away.
    public int first() {
        return first;
    }

    /// How many entries they are in.
    public int entries() {
        return entries;
    }

    public byte form(int entry) {
        return forms[entry];
    }

    /// The number of an entry, by its form.
    public long number(int entry) {
        return numbers[entry];
    }

    /// Forgets the last vector.
    public FeatureValues begin() {
        place = 0;
        return beginHere();
    }

    /// Forgets the numbers so far, and goes on behind them.
    FeatureValues beginHere() {
        first = wantedBefore[place];
        entries = 0;
        return this;
    }

    /// NaN for a missing number.
    public void add(double number) {
        if (Double.isNaN(number)) {
            addMissing(1);
        } else {
            add(DOUBLE, Double.doubleToRawLongBits(number));
        }
    }

    void addWhole(long number) {
        add(WHOLE, number);
    }

    void addMicros(long nanos) {
        add(THOUSANDTHS, nanos);
    }

    void addMissing(int count) {
        addRun(MISSING, count);
    }

    void addZeros(int count) {
        addRun(ZEROS, count);
    }

    private void add(byte form, long number) {
        int at = place++;
        if (wantedBefore[place] > wantedBefore[at]) {
            forms[entries] = form;
            numbers[entries++] = number;
        }
    }

    private void addRun(byte form, int count) {
        int wanted = wantedBefore[place + count] - wantedBefore[place];
        place += count;
        if (entries > 0 && forms[entries - 1] == form) {
            numbers[entries - 1] += wanted;
        } else if (wanted > 0) {
            forms[entries] = form;
            numbers[entries++] = wanted;
        }
    }

    /// The number of an entry that is no run.
    public double decimal(int entry) {
        long number = numbers[entry];
        return switch (forms[entry]) {
            case WHOLE -> number;
            case THOUSANDTHS -> number / 1_000.0;
            default -> Double.longBitsToDouble(number);
        };
    }

    /// @param out filled from index 0, NaN for what is missing
    /// @return how many they are
    public int toArray(double[] out) {
        int at = 0;
        for (int i = 0; i < entries; i++) {
            int end = at + (isRun(i) ? (int) numbers[i] : 1);
            Arrays.fill(out, at, end, forms[i] == MISSING ? Double.NaN : forms[i] == ZEROS ? 0 : decimal(i));
            at = end;
        }
        return at;
    }

    private boolean isRun(int entry) {
        return forms[entry] <= ZEROS;
    }
}
