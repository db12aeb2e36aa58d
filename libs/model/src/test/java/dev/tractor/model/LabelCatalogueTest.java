package dev.tractor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LabelCatalogueTest {
    private static final List<String> GROUPS = List.of("messaging", "web");

    @Test
    void theBuiltInCatalogueCoversEveryGroup() {
        List<Labeller.LabelGroup> groups = LabelCatalogue.standard().groups();

        List<String> names = groups.stream().map(Labeller.LabelGroup::name).toList();
        assertEquals(names.stream().sorted().toList(), names);
        assertTrue(names.containsAll(CompiledLabels.read().groups()) && names.contains("unknown"), names::toString);
        groups.forEach(group -> assertEquals(group.labels().stream().sorted().toList(), group.labels()));
        long labels = groups.stream().mapToLong(group -> group.labels().size()).sum();
        assertTrue(labels >= 300, () -> labels + " labels");
    }

    @Test
    void aDomainMatchesOnLabelBoundariesAndTheLongestWins() {
        LabelCatalogue catalogue = LabelCatalogue.standard();

        assertEquals(new Label("telegram", "messaging"), catalogue.byDomain("telegram.org"));
        assertEquals(new Label("telegram", "messaging"), catalogue.byDomain("web.k.telegram.org"));
        assertNull(catalogue.byDomain("nottelegram.org"));
        assertNull(catalogue.byDomain("telegram.org.example"));
        assertNull(catalogue.byDomain("org"));
        assertNull(catalogue.byDomain(""));
        assertEquals("gmail", catalogue.byDomain("mail.google.com").name());
        assertEquals("google", catalogue.byDomain("www.google.com").name());
    }

    @Test
    void aPatternWantsTheFirstLabelToo() {
        LabelCatalogue catalogue = LabelCatalogue.standard();

        assertEquals("instagram", catalogue.byDomain("instagram.faae1-1.fna.fbcdn.net").name());
        assertEquals("facebook", catalogue.byDomain("scontent.faae1-1.fna.fbcdn.net").name());
        assertEquals("facebook", catalogue.byDomain("x.instagram.faae1-1.fna.fbcdn.net").name());
        assertEquals("facebook", catalogue.byDomain("fbcdn.net").name());
    }

    @Test
    void theLongestAddressRangeWins() {
        LabelCatalogue catalogue = catalogue("group: web\nlabels:\n  a: { addresses: [10.0.0.0/8, '2001:db8::/32'], source: s }\n  b: { addresses: [10.1.0.0/16], source: s }\n");

        assertEquals("a", catalogue.byAddress(new byte[] {10, 2, 0, 1}).name());
        assertEquals("b", catalogue.byAddress(new byte[] {10, 1, 2, 3}).name());
        assertNull(catalogue.byAddress(new byte[] {11, 0, 0, 0}));
        byte[] six = new byte[16];
        six[0] = 0x20;
        six[1] = 1;
        six[2] = 0x0D;
        six[3] = (byte) 0xB8;
        assertEquals("a", catalogue.byAddress(six).name());
        six[3] = 0;
        assertNull(catalogue.byAddress(six));
    }

    @Test
    void aPortIsOneOfItsTransportOnly() {
        LabelCatalogue catalogue = LabelCatalogue.standard();

        assertEquals("ssh", catalogue.byPort(6, 22).name());
        assertNull(catalogue.byPort(17, 22));
        assertEquals("quic", catalogue.byPort(17, 443).name());
        assertNull(catalogue.byPort(132, 443));
    }

    @Test
    void anOperatorsFolderAddsLabelsAndReplacesRulesByName(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("ours.yaml"), "group: web\nlabels:\n  intranet: { domains: [intra.example.com] }\n  telegram: { domains: [tg.example.com] }\n");

        LabelCatalogue catalogue = LabelCatalogue.load(folder);

        assertEquals(new Label("intranet", "web"), catalogue.byDomain("wiki.intra.example.com"));
        assertEquals(new Label("telegram", "web"), catalogue.byDomain("tg.example.com"));
        assertNull(catalogue.byDomain("telegram.org"));
        assertEquals("whatsapp", catalogue.byDomain("whatsapp.net").name());
        assertNotEquals(labeller(LabelCatalogue.standard()).digest(), labeller(catalogue).digest());
    }

    @Test
    void theDigestDependsOnRulesAndNotOnTheirOrder() {
        LabelCatalogue one = catalogue("group: web\nlabels:\n  a: { domains: [a.example, b.example] }\n  c: { tcp: [1] }\n");
        LabelCatalogue same = catalogue("group: web\nlabels:\n  c: { tcp: [1] }\n  a: { domains: [b.example, a.example] }\n");
        LabelCatalogue other = catalogue("group: web\nlabels:\n  a: { domains: [a.example, b.example] }\n  c: { udp: [1] }\n");

        assertEquals(labeller(one).digest(), labeller(same).digest());
        assertNotEquals(labeller(one).digest(), labeller(other).digest());
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("group: web\nlabels:\n  a: { tcp: [1] }\n  a: { tcp: [2] }\n", "test.yaml line 4: Duplicate field 'a'"),
                Arguments.of("group: web\nlabels:\n  a: { domains: [x.example] }\n  b: { domains: [x.example] }\n", "test.yaml line 4: label 'b': domain x.example is already a rule of 'a' in test.yaml line 3"),
                Arguments.of("group: web\nlabels:\n  a: { domains: [x.example, x.example] }\n", "test.yaml line 3: label 'a': domain x.example is already a rule of 'a' in test.yaml line 3"),
                Arguments.of("group: web\nlabels:\n  a: { tcp: [1] }\n  b: { tcp: [1] }\n", "test.yaml line 4: label 'b': TCP port 1 is already a rule of 'a' in test.yaml line 3"),
                Arguments.of("group: nonsense\nlabels:\n  a: { tcp: [1] }\n", "test.yaml: group 'nonsense' is none of [messaging, web]"),
                Arguments.of("group: web\nlabels:\n  a: {}\n", "test.yaml line 3: label 'a': has no rule; give at least one of domains, tcp, udp, tls, protocols, alpn, ip, agents, methods, content, paths, certificates, addresses"),
                Arguments.of("group: web\nlabels:\n  a:\n", "test.yaml line 3: label 'a': has no rule; give at least one of domains, tcp, udp, tls, protocols, alpn, ip, agents, methods, content, paths, certificates, addresses"),
                Arguments.of("group: web\nlabels: {}\n", "test.yaml: needs a 'group' and 'labels' with at least one label"),
                Arguments.of("group: web\nlabels:\n  A_b: { tcp: [1] }\n", "test.yaml line 3: label 'A_b': a name consists of a-z, 0-9 and single '-', and is not 'unknown'"),
                Arguments.of("group: web\nlabels:\n  unknown: { tcp: [1] }\n", "test.yaml line 3: label 'unknown': a name consists of a-z, 0-9 and single '-', and is not 'unknown'"),
                Arguments.of("group: web\nlabels:\n  a: { domains: [com] }\n", "test.yaml line 3: label 'a': 'com' is no domain of at least two labels in lower case (international names in punycode)"),
                Arguments.of("group: web\nlabels:\n  a: { domains: [X.example] }\n", "test.yaml line 3: label 'a': 'X.example' is no domain of at least two labels in lower case (international names in punycode)"),
                Arguments.of("group: web\nlabels:\n  a: { udp: [65536] }\n", "test.yaml line 3: label 'a': port 65536 is not in 1 to 65535"),
                Arguments.of("group: web\nlabels:\n  a:\n    domains: [x.example, y.x.example]\n", "test.yaml line 3: label 'a': domain y.x.example is shadowed by a shorter one of the same label"),
                Arguments.of("group: web\nlabels:\n  a: { addresses: [192.0.2.0/24] }\n", "test.yaml line 3: label 'a': addresses need a source, and a source needs addresses"),
                Arguments.of("group: web\nlabels:\n  a: { addresses: [192.0.2.1/24], source: s }\n", "test.yaml line 3: label 'a': '192.0.2.1/24' is no range of addresses such as 192.0.2.0/24: prefix length or host part"),
                Arguments.of("group: web\nlabels:\n  a: { addresses: [192.0.2.0/25, 192.0.2.0/24], source: s }\n", "test.yaml line 3: label 'a': address range 192.0.2.0/25 is shadowed by a wider one of the same label"),
                Arguments.of("group: web\nlabels:\n  a: { paths: [/a/, /a/b] }\n", "test.yaml line 3: label 'a': HTTP path /a/b is shadowed by a shorter one of the same label"),
                Arguments.of("group: web\nlabels:\n  a: { paths: [a/b] }\n", "test.yaml line 3: label 'a': 'a/b' is no HTTP path, which begins with /"),
                Arguments.of("group: web\nlabels:\n  a: { agents: [curl/8] }\n", "test.yaml line 3: label 'a': 'curl/8' is no user agent"),
                Arguments.of("group: web\nlabels:\n  a: { domains: [www.*] }\n", "test.yaml line 3: label 'a': 'www.*' is no domain of at least two labels in lower case (international names in punycode)"),
                Arguments.of("group: web\nlabels:\n  a: { ip: [256] }\n", "test.yaml line 3: label 'a': IP protocol 256 is not in 0 to 255"));
    }

    @ParameterizedTest
    @MethodSource
    void broken(String yaml, String message) {
        CatalogueException refused = assertThrows(CatalogueException.class, () -> catalogue(yaml));

        assertEquals(message, refused.getMessage());
    }

    @Test
    void anUnknownRuleAndASecondDefinitionAreNamedWithTheirFile() {
        CatalogueException unknown = assertThrows(CatalogueException.class, () -> catalogue("group: web\nlabels:\n  a: { ports: [1] }\n"));
        assertTrue(unknown.getMessage().startsWith("test.yaml line 3: Unrecognized field \"ports\""), unknown::getMessage);

        List<LabelFile> twice = List.of(file("one.yaml", "group: web\nlabels:\n  a: { tcp: [1] }\n"), file("two.yaml", "group: messaging\nlabels:\n  a: { tcp: [2] }\n"));
        CatalogueException second = assertThrows(CatalogueException.class, () -> LabelCatalogue.of(GROUPS, twice, List.of()));
        assertEquals("two.yaml line 3: label 'a': is also in one.yaml line 3", second.getMessage());

        CatalogueException taken = assertThrows(CatalogueException.class, () -> LabelCatalogue.of(GROUPS, twice.subList(0, 1), List.of(file("labels.d/ours.yaml", "group: web\nlabels:\n  0: { tcp: [1] }\n"))));
        assertEquals("labels.d/ours.yaml line 3: label '0': TCP port 1 is already a rule of 'a' in one.yaml line 3", taken.getMessage());

        CatalogueException missing = assertThrows(CatalogueException.class, () -> LabelCatalogue.load(Path.of("no-such-folder")));
        assertEquals("no-such-folder: does not exist", missing.getMessage());
    }

    private static Labeller labeller(LabelCatalogue catalogue) {
        return Labellers.of(catalogue, List.of());
    }

    private static LabelCatalogue catalogue(String yaml) {
        return LabelCatalogue.of(GROUPS, List.of(file("test.yaml", yaml)), List.of());
    }

    private static LabelFile file(String name, String yaml) {
        return LabelFile.read(name, new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
