package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.FeatureValues;
import dev.tractor.flow.FlowMeter;
import dev.tractor.flow.FlowView;
import dev.tractor.flow.MeterOptions;
import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Features that are remembered by a flow's shape are those that are computed, for every flow, whatever flows came before.
class RepeatedFeaturesTest {
    private static final Column ORDINAL = Column.count("ordinal");

    /// One table whose rows remember features, one whose rows do not.
    private static final class Tables {
        private final FeatureProfile profile;
        private final FeatureColumns columns;
        private final FeatureValues values;
        private final Column[] all;
        private final TextRows remembering;
        private final TextRows forgetting;
        private int shapes;

        Tables(FeatureProfile profile, RowWriter remembering, RowWriter forgetting) {
            this.profile = profile;
            this.remembering = (TextRows) remembering;
            this.forgetting = (TextRows) forgetting;
            columns = new FeatureColumns(profile, List.of());
            values = new FeatureValues(profile, Set.of());
            all = profile.features().stream().map(Feature::name).map(Column::decimal).toArray(Column[]::new);
        }

        void compare(FlowView flow, String where) {
            columns.write(flow, remembering.number(ORDINAL, flow.ordinal()));
            flow.features(profile, values);
            forgetting.number(ORDINAL, flow.ordinal()).beginGroup(FeatureColumns.FEATURES);
            forgetting.decimals(all, values);
            forgetting.endGroup();
            assertEquals(end(forgetting), end(remembering), () -> where + ", flow " + flow.ordinal() + ", " + profile.name());
            shapes += flow.shape(profile) == 0 ? 0 : 1;
        }

        private static String end(TextRows rows) {
            rows.terminateRow();
            String row = rows.text.toString();
            rows.text.clear();
            return row;
        }
    }

    private final List<Tables> tables = Stream.of(FeatureProfiles.TRACTOR_1, FeatureProfiles.ISCX_2016)
            .flatMap(profile -> Stream.of(
                    new Tables(profile, CsvRows.to(null), CsvRows.to(null)), new Tables(profile, JsonRows.lines(null), JsonRows.lines(null)),
                    new Tables(profile, JsonRows.array(null), JsonRows.array(null))))
            .toList();

    @Test
    void inTheCasesOfTheKit() throws IOException {
        for (String name : ConformanceTest.cases()) {
            MeterOptions options = ConformanceTest.options(ConformanceTest.read(name)).withProfiles(FeatureProfiles.TRACTOR_1, FeatureProfiles.ISCX_2016);
            FlowMeter.meter(new ByteArrayInputStream(ConformanceTest.capture(ConformanceTest.read(name))), options, flow -> compare(flow, name), null, null);
        }
        assertShapes(100);
    }

    @Test
    void inRealCaptures() throws IOException {
        Path corpus = Path.of(System.getProperty("tractor.corpus", "")).resolve("ndpi/pcap");
        assumeTrue(Files.isDirectory(corpus), "the corpus is not here: " + corpus);
        MeterOptions options = MeterOptions.standard().withProfiles(FeatureProfiles.TRACTOR_1, FeatureProfiles.ISCX_2016).withoutContents();
        try (var files = Files.list(corpus)) {
            for (Path file : files.sorted().toList()) {
                FlowMeter.meter(file, options, flow -> compare(flow, file.toString()), null, null);
            }
        }
        assertShapes(1_000);
    }

    private void compare(FlowView flow, String where) {
        tables.forEach(each -> each.compare(flow, where));
    }

    private void assertShapes(int least) {
        tables.forEach(each -> assertTrue(each.shapes >= least, "only " + each.shapes + " flows with a shape"));
    }
}
