package dev.tractor.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FeaturePageTest {
    private static final Set<String> UNITS = Set.of("us", "bytes", "packets", "1/s", "bytes/s", "1");

    @Test
    void referencePageSaysWhatTheSchemasSay() throws IOException {
        Path page = Path.of(System.getProperty("tractor.root")).resolve("docs/reference/features.md");
        Path made = Files.writeString(Path.of("target/features.md"), FeaturePage.text()).toAbsolutePath();

        assertEquals(FeaturePage.text(), Files.exists(page) ? Files.readString(page) : "", "docs/reference/features.md is not what the schemas say; replace it by " + made);
    }

    @Test
    void everyFeatureHasANameOfItsOwnAUnitAndADefinition() {
        for (FeatureProfile profile : FeatureProfiles.all()) {
            assertEquals(profile.size(), profile.features().stream().map(Feature::name).collect(Collectors.toSet()).size(), profile.name());
            for (Feature feature : profile.features()) {
                assertTrue(UNITS.contains(feature.unit()), feature.toString());
                assertTrue(feature.definition().matches("[A-Z0-9].*\\."), feature.toString());
            }
        }
    }
}
