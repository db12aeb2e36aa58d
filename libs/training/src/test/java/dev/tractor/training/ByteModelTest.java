package dev.tractor.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.model.Decision;
import dev.tractor.model.FlowFacts;
import dev.tractor.model.LabelCatalogue;
import dev.tractor.model.Labeller;
import dev.tractor.model.Labellers;
import dev.tractor.model.ModelException;
import dev.tractor.model.ModelFiles;
import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import dev.tractor.vocabulary.FirstBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A model of profile `bytes-1`, from labelled payloads to the label of a flow.
class ByteModelTest {
    private static final int FILES = 6;
    private static final int FLOWS_PER_FILE = 60;
    private static final byte[] SSH = "SSH-2.0-secsh_9".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REDIS = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int[] LENGTHS = {0, 0, 0, 15, -15};

    private static TrainedModel model;

    @BeforeAll
    static void train() {
        model = train("ssh", "redis");
    }

    private static TrainedModel train(String one, String other) {
        Random random = new Random(1);
        DataSet.Builder rows = new DataSet.Builder(FirstBytes.PROFILE);
        rows.labelColumn(Path.of("captures"), DataSet.LABEL_COLUMN);
        for (int file = 0; file < FILES; file++) {
            for (int i = 0; i < FLOWS_PER_FILE; i++) {
                byte[] payload = (i % 2 == 0 ? SSH : REDIS).clone();
                payload[payload.length - 1] = (byte) random.nextInt();
                rows.add(FirstBytes.vector(6, payload, payload, new int[] {random.nextInt(10, 20), -15}), 6, i % 2 == 0 ? one : other);
            }
            if (file < 2) {
                rows.add(FirstBytes.vector(6, new byte[] {1}, new byte[0], new int[] {1}), 6, "rare");
            }
            rows.source("capture" + file, "", FLOWS_PER_FILE);
        }
        return Training.run(rows.build(), new Training.Options("first-bytes", null, null, 0.9, Split.FILES, 1, "a command"), _ -> {});
    }

    @Test
    void labelsInTooFewFilesAreLeftOutAndSaidSo() {
        assertEquals(List.of("rare"), model.report().rareLabels());
        assertEquals(List.of("redis", "ssh"), model.manifest().labels());
        assertEquals("folds by file", model.report().split().title());
        assertTrue(HtmlReport.of(model.report()).contains("Left out, since they stand in too few files: rare."));
    }

    @Test
    void itLabelsWhatTheRulesKnowNoMoreOfThanThePort() {
        try (Labeller labeller = labeller(model)) {
            List<Decision> decisions = labeller.decide(List.of(
                    flow(SSH, 61_000), flow(REDIS, 443), flow(SSH, 443, new Evidence(EvidenceKind.PROTOCOL, "tls")), flow(new byte[0], 61_000), flow(new byte[] {9, 9, 9}, 61_000)));

            Decision ssh = decisions.getFirst();
            assertEquals(new Decision("ssh", "remote-access", ssh.confidence(), "model:first-bytes", ssh.comment(), "", "", 0, "", "", 5), ssh);
            assertTrue(ssh.confidence() > 0.9 && ssh.comment().matches("first bytes like those of ssh, probability \\d+%"), ssh::toString);
            assertEquals("redis", decisions.get(1).label(), "the payload outranks the port");
            assertEquals("tls", decisions.get(2).label(), "a recogniser outranks the model");
            assertEquals("none", decisions.get(3).method());
            assertEquals("unknown", decisions.get(4).label(), "unlike anything learnt");
            assertTrue(labeller.profiles().isEmpty(), "events carry all that it needs");
        }
    }

    @Test
    void theDigestsNameItAndALabelOutsideOfTheCatalogueIsRefused() {
        try (Labeller with = labeller(model); Labeller without = Labellers.of(LabelCatalogue.standard(), List.of())) {
            assertNotEquals(with.catalogueDigest(), without.catalogueDigest());
            assertFalse(with.digest().isEmpty());
        }
        TrainedModel other = train("ssh", "nonesuch");
        assertEquals("model 'first-bytes': its label 'nonesuch' is none of the catalogue's", assertThrows(ModelException.class, () -> labeller(other)).getMessage());
        assertEquals("model 'traffic-class' takes vectors of profile iscx-2016, not of bytes-1",
                assertThrows(ModelException.class, () -> Labellers.byteModel(ModelFiles.builtIn(Labellers.TRAFFIC_CLASS_MODEL))).getMessage());
    }

    private static Labeller labeller(TrainedModel trained) {
        return Labellers.of(LabelCatalogue.standard(), List.of(Labellers.byteModel(new ModelFiles(trained.manifest().toJson(), trained.onnx()))));
    }

    private static FlowFacts flow(byte[] payload, int port, Evidence... evidence) {
        return new FlowFacts(6, new byte[4], new byte[] {(byte) 198, 51, 100, 7}, 40_000, port, List.of(evidence), payload, payload, payload.length == 0 ? new int[0] : LENGTHS, Map.of());
    }
}
