package dev.tractor.training;

import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.Arrays;
import java.util.List;

/// Columns that a learner gets beside the profile's own: quotients, products and differences of two features. A tree cuts along one column at a time, so that a relation of
/// two costs it many cuts. They are computed in 32-bit floats, here and inside the ONNX file, with the same bits.
///
/// @param quotients places in the vector; 1 is added to the divisor, so that 0 is no division by zero
/// @param products places in the vector
/// @param differences places in the vector
record DerivedColumns(List<Pair> quotients, List<Pair> products, List<Pair> differences) {
    static final float DIVISOR_OFFSET = 1;

    /// Of the published ISCX features, whose divisors are never negative. Bytes by packets per second is the mean length of a packet; total by mean gap the number of
    /// gaps.
    private static final String[][] QUOTIENTS = {
        {"flowBytesPerSecond", "flowPktsPerSecond"}, {"total_fiat", "duration"}, {"total_biat", "duration"}, {"total_fiat", "mean_fiat"}, {"total_biat", "mean_biat"},
        {"std_fiat", "mean_fiat"}, {"std_biat", "mean_biat"}, {"std_flowiat", "mean_flowiat"}, {"max_flowiat", "duration"}, {"max_fiat", "total_fiat"},
        {"max_biat", "total_biat"}, {"mean_fiat", "mean_biat"}, {"max_flowiat", "mean_flowiat"}, {"mean_active", "duration"}, {"mean_idle", "duration"},
        {"max_active", "duration"}, {"duration", "mean_flowiat"}};
    /// The bytes of the flow, up to the unit.
    private static final String[][] PRODUCTS = {{"duration", "flowBytesPerSecond"}};
    /// Duration less a direction's total is the time before its first packet and after its last.
    private static final String[][] DIFFERENCES = {
        {"total_fiat", "total_biat"}, {"duration", "total_fiat"}, {"duration", "total_biat"}, {"max_fiat", "max_biat"}, {"max_fiat", "max_flowiat"}};

    /// @param left numerator, factor or minuend
    /// @param right divisor, factor or subtrahend
    record Pair(int left, int right) {}

    /// Those whose features the profile has; maybe none.
    static DerivedColumns of(FeatureProfile profile) {
        List<String> names = profile.features().stream().map(Feature::name).toList();
        return new DerivedColumns(pairs(names, QUOTIENTS), pairs(names, PRODUCTS), pairs(names, DIFFERENCES));
    }

    private static List<Pair> pairs(List<String> names, String[][] pairs) {
        return Arrays.stream(pairs).map(pair -> new Pair(names.indexOf(pair[0]), names.indexOf(pair[1]))).filter(pair -> pair.left() >= 0 && pair.right() >= 0).toList();
    }

    float[] append(float[] vector) {
        int at = vector.length;
        float[] columns = Arrays.copyOf(vector, at + quotients.size() + products.size() + differences.size());
        for (Pair pair : quotients) {
            columns[at++] = vector[pair.left()] / (vector[pair.right()] + DIVISOR_OFFSET);
        }
        for (Pair pair : products) {
            columns[at++] = vector[pair.left()] * vector[pair.right()];
        }
        for (Pair pair : differences) {
            columns[at++] = vector[pair.left()] - vector[pair.right()];
        }
        return columns;
    }

    List<float[]> append(List<float[]> vectors) {
        return vectors.stream().map(this::append).toList();
    }
}
