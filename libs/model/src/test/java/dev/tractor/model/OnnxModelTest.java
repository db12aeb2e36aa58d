package dev.tractor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxModelTest {
    private static final OnnxModel MODEL = OnnxModel.builtIn(Labellers.TRAFFIC_CLASS_MODEL);

    /// 20 ms packets both ways for 15 s, as a telephone call has them.
    private static final float[] CALL =
            {14_980_000, 14_980_000, 14_960_000, 19_000, 19_000, 21_000, 21_000, 20_000, 20_000, 300, 300, 100, 16_000, 100, 20_900, 10_000, 9_800, -1, 0, -1, 0, -1, 0, -1, 0};
    private static final float[] BULK =
            {14_000_000, 13_990_000, 13_980_000, 1, 1, 150_000, 150_000, 2_000, 1_000, 9_000, 7_000, 1_500, 1_500_000, 0, 150_000, 666.7f, 5_000, -1, 0, -1, 0, -1, 0, -1, 0};
    private static final float[] PAGE =
            {3_000_000, 2_900_000, 2_950_000, 2, 2, 900_000, 900_000, 60_000, 40_000, 150_000, 120_000, 40, 30_000, 2, 900_000, 25_000, 100_000, -1, 0, -1, 0, -1, 0, -1, 0};
    private static final float[] SINGLE_PACKET = {0, 0, 0, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, -1, 0, -1, 0, -1, 0, -1, 0};

    private static final String VPN_LABELS = "vpn-browsing,vpn-chat,vpn-file-transfer,vpn-mail,vpn-p2p,vpn-streaming,vpn-voip";
    private static final float CALL_PROBABILITY = 0.96777856f;

    @AfterAll
    static void close() {
        MODEL.close();
    }

    /// The training has checked that XGBoost itself gives these, from the trees before their export.
    static Stream<Arguments> golden() {
        return Stream.of(
                Arguments.of(CALL, "voip", CALL_PROBABILITY),
                Arguments.of(BULK, "file-transfer", 0.38103145f),
                Arguments.of(PAGE, "browsing", 0.96742773f),
                Arguments.of(SINGLE_PACKET, "p2p", 0.49812666f));
    }

    @ParameterizedTest
    @MethodSource
    void golden(float[] vector, String label, float probability) {
        float[] probabilities = MODEL.probabilities(List.of(vector))[0];

        assertEquals(probability, probabilities[MODEL.manifest().labels().indexOf(label)], 1e-6);
    }

    @Test
    void aBatchGivesWhatItsRowsGiveAlone() {
        List<float[]> rows = Collections.nCopies(700, List.of(CALL, PAGE, SINGLE_PACKET)).stream().flatMap(List::stream).toList();

        float[][] together = MODEL.probabilities(rows);

        assertEquals(2_100, together.length);
        assertEquals(MODEL.probabilities(List.of(CALL))[0][6], together[2_097][6]);
        assertEquals(MODEL.probabilities(List.of(SINGLE_PACKET))[0][6], together[2_099][6]);
        assertEquals(0, MODEL.probabilities(List.of()).length);
    }

    @Test
    void theClassIsUnknownBelowTheThresholdAndOutsideTheSeenRange() {
        float[] longest = CALL.clone();
        longest[0] = 1e12f;

        assertEquals(List.of(new TrafficClass("voip", CALL_PROBABILITY), TrafficClass.UNKNOWN, TrafficClass.UNKNOWN), MODEL.classify(List.of(CALL, SINGLE_PACKET, longest)));
    }

    @Test
    void theTasksAgreeAndTheUnfamiliarIsNotKnown() {
        OnnxModel.Answers answers = MODEL.answers(List.of(CALL, SINGLE_PACKET));

        assertEquals(List.of("class14", "class7", "vpn"), List.copyOf(answers.probabilities().keySet()));
        float[] finest = answers.probabilities().get("class14")[0];
        float[] vpn = answers.probabilities().get("vpn")[0];
        float sum = 0;
        for (int label = 0; label < 7; label++) {
            sum += finest[label];
            assertEquals(finest[label] + finest[label + 7], answers.probabilities().get("class7")[0][label], 1e-6);
        }
        assertEquals(sum, vpn[0], 1e-6);
        assertEquals(0.92201614f, vpn[0], 1e-6);
        assertTrue(answers.known()[0]);
        assertFalse(answers.known()[1], "a flow of one packet");
    }

    @Test
    void aManifestWithoutTasksHasOneAndItsTasksMustFit() {
        ModelManifest shipped = MODEL.manifest();
        ModelManifest plain = new ModelManifest(
                "m", "p", "t", shipped.features(), List.of("a", "b"), 0.5f, List.of(6), shipped.sha256(), shipped.data(), "", Map.of());

        assertEquals(List.of(new ModelManifest.Task("t", List.of("a", "b"), 0.5f)), plain.tasks());
        assertEquals(plain, ModelManifest.parse(plain.toJson()));
        assertEquals(shipped, ModelManifest.parse(shipped.toJson()));
        ModelException other = assertThrows(ModelException.class, () -> new ModelManifest(
                "m", "p", "t", shipped.features(), List.of("a", "b"), 0.5f, List.of(6), shipped.sha256(), shipped.data(), "", Map.of(), List.of(new ModelManifest.Task("u", List.of("a", "b"), 0.5f)), null, null));
        assertEquals("model manifest 'm': tasks must have different names, and one must be task 't' with the same labels and threshold", other.getMessage());
    }

    @Test
    void aVectorOfAnotherLengthIsRefused() {
        ModelException refused = assertThrows(ModelException.class, () -> MODEL.probabilities(List.of(new float[24])));

        assertEquals("model 'traffic-class': takes vectors of 25 features of profile iscx-2016, not of 24", refused.getMessage());
    }

    @Test
    void theTrafficClassStandsBesideTheLabel() {
        try (Labeller labeller = Labellers.standard(); Labeller rulesOnly = Labellers.of(LabelCatalogue.standard(), List.of())) {
            List<Evidence> discord = List.of(new Evidence(EvidenceKind.TLS_SNI, "gateway.discord.gg"));

            List<Decision> decisions = labeller.decide(List.of(
                    facts(6, discord, Map.of("iscx-2016", CALL)), facts(6, discord, Map.of()), facts(1, List.of(), Map.of("iscx-2016", CALL)), facts(17, List.of(), Map.of("iscx-2016", SINGLE_PACKET))));

            assertEquals(new Decision("discord", "messaging", 0.95f, "tls-sni", "TLS SNI gateway.discord.gg", "tls", "voip", CALL_PROBABILITY, "gateway.discord.gg", "", 0), decisions.get(0));
            assertEquals("", decisions.get(1).trafficClass());
            assertEquals("", decisions.get(2).trafficClass());
            assertEquals("unknown", decisions.get(3).trafficClass());
            assertEquals(List.of("iscx-2016"), labeller.profiles());
            assertEquals(List.of(), rulesOnly.profiles());
            assertNotEquals(labeller.digest(), rulesOnly.digest());
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("\"iscx-2016\"", "\"tractor-1\"", "model 'traffic-class': profile of the manifest is tractor-1, of the ONNX file iscx-2016"),
                Arguments.of("[ \"browsing\", \"chat\"", "[ \"chat\", \"browsing\"",
                        "model 'traffic-class': labels of the manifest is chat,browsing,file-transfer,mail,p2p,streaming,voip," + VPN_LABELS + ", of the ONNX file browsing,chat,file-transfer,mail,p2p,streaming,voip," + VPN_LABELS),
                Arguments.of("\"browsing\", ", "\"chat\", ", "model manifest 'traffic-class': needs at least two different labels, none of them 'unknown'"),
                Arguments.of("\"sha256\" : \"0e722c84", "\"sha256\" : \"00000000",
                        "model 'traffic-class': the manifest is of another file: it says SHA-256 00000000be3c13a4502d778c492b1cd05ed09a8eeabc6ca3156aba2101546a04, "
                                + "the file has 0e722c84be3c13a4502d778c492b1cd05ed09a8eeabc6ca3156aba2101546a04"),
                Arguments.of("\"threshold\" : 0.75", "\"threshold\" : 1.5", "model manifest 'traffic-class': threshold 1.5 is not in 0 to 1"),
                Arguments.of("\"task\" : \"class7\"", "\"task\" : \"\"", "model manifest 'traffic-class': needs name, profile, task and sha256"),
                Arguments.of("\"ip_protocols\"", "\"ip_protocol\"", "model manifest: Unrecognized field \"ip_protocol\" (class dev.tractor.model.ModelManifest), not marked as ignorable"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String original, String replacement, String message) throws IOException {
        String manifest = new String(resource("manifest.json"), StandardCharsets.UTF_8);
        assertTrue(manifest.contains(original), original);

        ModelException refused = assertThrows(ModelException.class, () -> OnnxModel.of(manifest.replace(original, replacement).getBytes(StandardCharsets.UTF_8), resource("model.onnx")));

        assertEquals(message, refused.getMessage());
    }

    @Test
    void aFeatureTooFewIsRefused() throws IOException {
        ModelManifest manifest = MODEL.manifest();
        ModelManifest shorter = new ModelManifest(
                manifest.name(), manifest.profile(), manifest.task(), manifest.features().subList(0, 24), manifest.labels(), manifest.threshold(), manifest.ipProtocols(), manifest.sha256(), manifest.data(),
                manifest.command(), manifest.libraries());

        ModelException refused = assertThrows(ModelException.class, () -> OnnxModel.of(shorter.toJson(), resource("model.onnx")));

        assertTrue(refused.getMessage().startsWith("model 'traffic-class': features of the manifest is duration,total_fiat"), refused::getMessage);
    }

    @Test
    void aMissingFolderIsNamed() {
        ModelException refused = assertThrows(ModelException.class, () -> OnnxModel.load(Path.of("no-such-folder")));

        assertEquals("model in no-such-folder: no file no-such-folder/manifest.json", refused.getMessage());
    }

    private static FlowFacts facts(int protocol, List<Evidence> evidence, Map<String, float[]> vectors) {
        return new FlowFacts(protocol, new byte[4], new byte[4], 40_000, 61_000, evidence, new byte[0], new byte[0], new int[0], vectors);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = OnnxModelTest.class.getResourceAsStream("/models/traffic-class/" + name)) {
            return in.readAllBytes();
        }
    }
}
