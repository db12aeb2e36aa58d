package dev.tractor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledLabelsTest {
    private static final Path SOURCES = Path.of("src/main/resources/labels");

    @Test
    void theProgramHasWhatItsLabelFilesSay() {
        List<String> groups = LabelFile.groups(SOURCES);
        List<LabelFile> files = groups.stream().map(group -> LabelFile.ofGroup(SOURCES, group)).toList();

        CompiledLabels compiled = CompiledLabels.read();

        assertEquals(groups, compiled.groups());
        assertEquals(files, compiled.files());
    }

    @Test
    void labelsWithEveryKindOfRuleComeBack(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("every.yaml");
        Files.writeString(file, """
                group: web
                labels:
                  every: { domains: [a.example, b.*.example], tcp: [1, 65535], udp: [2], tls: [3], protocols: [p], alpn: [q], ip: [255], agents: [r], methods: [S],
                    content: [t/u], paths: [/v], certificates: [Zürich], addresses: [192.0.2.0/24], source: where }
                  one: { udp: [4] }
                """);
        CompiledLabels compiled = new CompiledLabels(List.of("web"), LabelFile.in(folder));

        assertEquals(compiled, CompiledLabels.of(compiled.bytes()));
    }

    @Test
    void anOperatorsFileReplacesAndIsHeldAgainstTheBuiltInOnes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ours.yaml");
        Files.writeString(file, "group: web\nlabels:\n  telegram: { domains: [ours.example] }\n");

        LabelCatalogue ours = LabelCatalogue.load(folder);

        assertEquals(new Label("telegram", "web"), ours.byDomain("www.ours.example"));
        assertNotEquals(new Label("telegram", "messaging"), ours.byDomain("web.telegram.org"));
        assertEquals(LabelCatalogue.standard().byDomain("www.whatsapp.net"), ours.byDomain("www.whatsapp.net"));
        Files.writeString(file, "group: web\nlabels:\n  ours: { domains: [whatsapp.net] }\n");
        CatalogueException taken = assertThrows(CatalogueException.class, () -> LabelCatalogue.load(folder));
        assertEquals(file + " line 3: label 'ours': domain whatsapp.net is already a rule of 'whatsapp' in labels/messaging.yaml line ",
                taken.getMessage().replaceAll("\\d+$", ""));
        Files.writeString(file, "group: web\nlabels:\n  ours: { domains: [x.example, y.x.example] }\n");
        assertThrows(CatalogueException.class, () -> LabelCatalogue.load(folder));
    }
}
