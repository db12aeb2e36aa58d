package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tractor.flow.FeatureProfiles;
import dev.tractor.vocabulary.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `train` and `evaluate` as a user calls them.
class TrainCommandTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String HEADER = FeatureProfiles.ISCX_2016.features().stream().map(Feature::name).collect(Collectors.joining(","));

    @TempDir
    private Path folder;

    @Test
    @Tag("long")
    void aTableBecomesAModelThatCanBeEvaluated() throws IOException {
        Path data = table("data.csv", 1);
        Path model = folder.resolve("model");

        CommandRun train = CommandRun.of("train", "--data", data, "--profile", "iscx-2016", "--seed", 5, "--out", model);
        CommandRun evaluate = CommandRun.of("evaluate", "--model", model, "--data", table("other.csv", 2), "--out", folder.resolve("evaluation"));

        assertEquals(0, train.exitCode(), train.err());
        assertTrue(train.out().startsWith(model + ": model traffic-class, "), train.out());
        JsonNode manifest = JSON.readTree(model.resolve("manifest.json").toFile());
        assertEquals("tractor train --data data.csv --profile iscx-2016 --name traffic-class --seed 5 --out traffic-class", manifest.path("command").asText());
        assertEquals("class7", manifest.path("task").asText());
        assertEquals(240, manifest.path("data").path("rows").asInt());
        assertEquals(List.of("chat", "voip"), JSON.convertValue(manifest.path("labels"), List.class));
        JsonNode report = JSON.readTree(model.resolve("report.json").toFile());
        assertEquals(6, report.path("comparison").size());
        assertEquals(0, evaluate.exitCode(), evaluate.err());
        assertTrue(evaluate.out().startsWith("model traffic-class on 240 rows, "), evaluate.out());
        JsonNode figures = JSON.readTree(folder.resolve("evaluation").resolve("report.json").toFile()).path("tasks").path(1).path("figures");
        assertTrue(figures.path("macro_f1").asDouble() > 0.95, figures::toString);
        assertTrue(Files.readString(folder.resolve("evaluation").resolve("report.html")).contains("<svg"));

        CommandRun.of("train", "--data", data, "--profile", "iscx-2016", "--seed", 5, "--out", folder.resolve("again"));
        assertArrayEquals(Files.readAllBytes(model.resolve("model.onnx")), Files.readAllBytes(folder.resolve("again").resolve("model.onnx")));
    }

    @Test
    void aCaptureIsLearntFromItsLabelFile() throws IOException {
        Path capture = Files.write(folder.resolve("office.pcap"), Captures.datagrams(80));
        String rules = IntStream.range(0, 70).mapToObj(i -> "office.pcap,," + (1024 + i) + "," + (i % 2 == 0 ? "even" : "odd")).collect(Collectors.joining("\n"));
        Path labels = write("labels.csv", "capture,src_ip,src_port,label\n,10.0.0.9,,nobody\n" + rules + "\n");

        CommandRun run = CommandRun.of("train", "--data", capture, "--labels", labels, "--profile", "tractor-1", "--name", "parity", "--out", folder.resolve("model"));

        assertEquals(0, run.exitCode(), run.err());
        assertEquals("tractor train: office.pcap: 10 of 80 flows have no label and are left out\ntractor train: " + labels + ": 1 rows describe no flow of these captures\n", run.err());
        JsonNode manifest = JSON.readTree(folder.resolve("model").resolve("manifest.json").toFile());
        assertEquals(70, manifest.path("data").path("rows").asInt());
        assertEquals("label", manifest.path("task").asText());
        assertEquals(List.of("even", "odd"), JSON.convertValue(manifest.path("labels"), List.class));
        assertEquals(List.of(17), JSON.convertValue(manifest.path("ip_protocols"), List.class));
    }

    @Test
    void aModelOfFirstBytesLearnsFromRulesAndLabelsWhatTheyDoNotKnow() throws IOException {
        List<Object> command = new ArrayList<>(List.of("train", "--label-by-rules", "--split", "files", "--profile", "bytes-1", "--name", "first-bytes", "--out", folder.resolve("model"), "--data"));
        for (int i = 0; i < 5; i++) {
            command.add(Files.write(folder.resolve(i + ".pcap"), Captures.questionsAndCalls(20 + i, "zone" + i + ".example")));
        }
        CommandRun train = CommandRun.of(command.toArray());
        CommandRun evaluate = CommandRun.of("evaluate", "--model", folder.resolve("model"), "--label-by-rules", "--data", Files.write(folder.resolve("other.pcap"), Captures.questionsAndCalls(15, "other.example")));
        CommandRun classify = CommandRun.of("classify", "--byte-model", folder.resolve("model"), folder.resolve("other.pcap"));
        CommandRun refused = CommandRun.of("classify", "--byte-model", Path.of(System.getProperty("tractor.root"), "libs/model/src/main/resources/models/traffic-class"), folder.resolve("other.pcap"));

        assertEquals(0, train.exitCode(), train.err());
        JsonNode manifest = JSON.readTree(folder.resolve("model").resolve("manifest.json").toFile());
        assertEquals(List.of("dns", "sip"), JSON.convertValue(manifest.path("labels"), List.class));
        assertEquals(200, manifest.path("data").path("rows").asInt(), "20 flows of each label and capture");
        assertTrue(manifest.path("command").asText().endsWith("--label-by-rules --profile bytes-1 --split files --name first-bytes --seed 1 --out first-bytes"), manifest.path("command")::asText);
        assertTrue(evaluate.out().contains("30 rows, accuracy 1.000"), evaluate.out());
        assertEquals(0, classify.exitCode(), classify.err());
        assertTrue(classify.out().contains(",sip,") && !classify.out().contains("model:"), "no flow is left for the model: " + classify.out());
        assertEquals(1, refused.exitCode());
        assertEquals("tractor classify: model 'traffic-class' takes vectors of profile iscx-2016, not of bytes-1\n", refused.err());
    }

    @Test
    void theMostPreciseRowGivesTheLabelInEitherDirection() throws IOException {
        Path capture = Files.write(folder.resolve("office.pcap"), Captures.office());
        Path labels = write("labels.csv", "label,capture,src_ip,src_port,dst_ip,dst_port,protocol\nany,office.pcap,,,,,\nweb,,,80,,,\nexact,,93.184.216.34,80,10.0.0.1,50000,6\n");

        CommandRun run = CommandRun.of("train", "--data", capture, "--labels", labels, "--profile", "tractor-1", "--out", folder.resolve("model"));

        // Two flows of datagrams are 'any', the HTTP flow is 'exact', and so nothing is 'web'.
        assertTrue(run.err().contains(labels + ": 1 rows describe no flow of these captures"), run.err());
    }

    @Test
    void wrongInputsAreToldInOneLine() throws IOException {
        Path data = table("data.csv", 1);
        String good = Files.readString(data);
        Path model = folder.resolve("model");

        assertEquals(failed("train", write("a.csv", good.replace("duration,", "length,")) + ": the header has no column 'duration'"), train(folder.resolve("a.csv")));
        write("b.csv", good.replaceAll("(VPN-)?(VOIP|CHAT)", "CHAT"));
        assertEquals(failed("train", "task 'class14': the data have 1 class, 'chat'; at least 2 are needed"), train(folder.resolve("b.csv")));
        assertEquals(failed("train", write("c.csv", "") + " is empty: expected a header and a row per flow"), train(folder.resolve("c.csv")));
        assertEquals(failed("train", write("d.csv", HEADER + ",label\nNaN" + ",0".repeat(24) + ",CHAT\n") + " line 2: column 'duration': 'NaN' is no finite number; leave the cell empty where the value is missing"),
                train(folder.resolve("d.csv")));
        assertEquals(failed("train", folder.resolve("e.csv") + ": no such file"), train(folder.resolve("e.csv")));
        Path capture = Files.write(folder.resolve("f.pcap"), Captures.datagrams(2));
        assertEquals(failed("train", folder.resolve("g.csv") + ": no such file"), CommandRun.of("train", "--data", capture, "--labels", folder.resolve("g.csv"), "--out", model));
        assertEquals(failed("train", write("h.csv", "src_ip,label\n10.0.0,a\n") + " line 2: column 'src_ip': '10.0.0' is no IP address"),
                CommandRun.of("train", "--data", capture, "--labels", folder.resolve("h.csv"), "--out", model));
        assertEquals(failed("train", write("i.csv", "label\na\n") + " line 2: says of which flows it is the label by none of [capture, src_ip, src_port, dst_ip, dst_port, protocol]"),
                CommandRun.of("train", "--data", capture, "--labels", folder.resolve("i.csv"), "--out", model));
        assertEquals(failed("evaluate", "model in " + model + ": no file " + model.resolve("manifest.json")), CommandRun.of("evaluate", "--model", model, "--data", data));
        assertTrue(Files.notExists(model));
    }

    @Test
    void wrongUsageIsTold() throws IOException {
        Path data = table("data.csv", 1);
        Path capture = Files.write(folder.resolve("f.pcap"), Captures.datagrams(2));

        CommandRun profile = CommandRun.of("train", "--data", data, "--profile", "iscx", "--out", folder);
        assertEquals(2, profile.exitCode());
        assertTrue(profile.err().startsWith("tractor train: no feature profile is named 'iscx'; there are tractor-1, iscx-2016"), profile.err());
        CommandRun labels = CommandRun.of("train", "--data", capture, "--out", folder);
        assertEquals(2, labels.exitCode());
        assertTrue(labels.err().startsWith("tractor train: the labels of capture " + capture + " are needed: --labels FILE"), labels.err());
        assertEquals(2, CommandRun.of("train", "--data", data, "--precision", "2", "--out", folder).exitCode());
        assertEquals("tractor train: task 'kind' is none of [class14, class7, vpn]\n", CommandRun.of("train", "--data", data, "--task", "kind", "--out", folder).err());
        assertTrue(CommandRun.of("train", "--out", folder).err().startsWith("tractor train: Missing required option: '--data"));
    }

    private CommandRun train(Path data) {
        return CommandRun.of("train", "--data", data, "--profile", "iscx-2016", "--out", folder.resolve("model"));
    }

    private static CommandRun failed(String command, String message) {
        return new CommandRun(1, "", "tractor " + command + ": " + message + "\n");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /// 240 flows of calls and chats, with and without VPN: a call has many small gaps, a chat few long ones, and through the VPN all are slower.
    private Path table(String name, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(HEADER).append(",class14\n");
        for (int i = 0; i < 240; i++) {
            boolean call = i % 2 == 0;
            boolean vpn = i % 4 < 2;
            double gap = (call ? 20_000 : 2_000_000) * (vpn ? 1.5 : 1) * (1 + random.nextDouble() / 10);
            for (int feature = 0; feature < FeatureProfiles.ISCX_2016.size(); feature++) {
                text.append(String.format(Locale.ROOT, "%.1f,", gap * (1 + feature % 3)));
            }
            text.append(vpn ? "VPN-" : "").append(call ? "VOIP" : "CHAT").append('\n');
        }
        return write(name, text.toString());
    }
}
