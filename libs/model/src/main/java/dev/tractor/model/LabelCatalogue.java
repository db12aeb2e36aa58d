package dev.tractor.model;

import dev.tractor.model.Labeller.LabelGroup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The labels that rules can give. A lookup takes the same time whatever the number of labels.
///
/// The built-in files are `labels/GROUP.yaml`. An operator's folder adds labels, or replaces all rules of a label by its name.
/// Checked when loaded: every rule stands for one label only and can decide, names are well formed, groups known, no label without rules.
public final class LabelCatalogue {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    /// The first label alone may be followed by `*`, which stands for one label or more.
    private static final Pattern DOMAIN = Pattern.compile("([a-z0-9_-]+\\.\\*\\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\\.)+[a-z0-9-]*[a-z][a-z0-9-]*");
    private static final Pattern TOKEN = Pattern.compile("[!-~&&[^/;,]]+");
    private static final Pattern CONTENT_TYPE = Pattern.compile("[a-z0-9.+-]+/[a-z0-9.+-]+");
    private static final Pattern PATH = Pattern.compile("/[!-~]+");
    /// Where a rule for HTTP targets may end.
    private static final String PATH_ENDS = "/?=";
    private static final int MAX_PORT = 65_535;
    private static final int MAX_IP_PROTOCOL = 255;

    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private final PartIndex<Label> domains = new PartIndex<>(true);
    /// By suffix, then by the first label of the host.
    private final PartIndex<Map<String, Label>> domainsByFirstLabel = new PartIndex<>(true);
    private final Map<Integer, Label> tcp = new HashMap<>();
    private final Map<Integer, Label> udp = new HashMap<>();
    private final Map<String, Label> protocols = new HashMap<>();
    private final Map<String, Label> alpn = new HashMap<>();
    private final Map<Integer, Label> ip = new HashMap<>();
    private final Map<Integer, Label> tls = new HashMap<>();
    private final Map<String, Label> agents = new HashMap<>();
    private final Map<String, Label> methods = new HashMap<>();
    private final Map<String, Label> content = new HashMap<>();
    private final PartIndex<Label> paths = new PartIndex<>(false);
    private final Map<String, Label> certificates = new HashMap<>();
    private final AddressRanges addresses = new AddressRanges();

    private record Entry(Label label, LabelRules rules, String file, int line) {
        /// For messages.
        String place() {
            return file + " line " + line;
        }
    }

    /// @param overrides which replace definitions of the same name
    private LabelCatalogue(Collection<Entry> definitions, Map<String, Entry> overrides) {
        for (Entry entry : definitions) {
            entries.put(entry.label().name(), entry);
        }
        entries.putAll(overrides);
        for (Entry entry : definitions) {
            if (!overrides.containsKey(entry.label().name())) {
                index(entry);
            }
        }
        // Behind all others, so that of two rules that collide the operator's is the one to blame.
        overrides.values().forEach(this::index);
    }

    /// The built-in catalogue.
    public static LabelCatalogue standard() {
        return new LabelCatalogue(builtIn(CompiledLabels.read()), Map.of());
    }

    /// The built-in catalogue and an operator's `*.yaml` files over it.
    ///
    /// @param overrides a folder
    /// @throws CatalogueException when it cannot be read or breaks a rule
    public static LabelCatalogue load(Path overrides) {
        CompiledLabels builtIn = CompiledLabels.read();
        return withOverrides(builtIn.groups(), builtIn(builtIn), LabelFile.in(overrides));
    }

    /// @param builtIn checked like the overrides
    /// @throws CatalogueException when they break a rule
    static LabelCatalogue of(List<String> groups, List<LabelFile> builtIn, List<LabelFile> overrides) {
        Map<String, Entry> definitions = definitions(groups, builtIn);
        LabelCatalogue alone = new LabelCatalogue(definitions.values(), Map.of());
        definitions.values().forEach(alone::refuseShadowed);
        return overrides.isEmpty() ? alone : withOverrides(groups, definitions.values(), overrides);
    }

    private static LabelCatalogue withOverrides(List<String> groups, Collection<Entry> builtIn, List<LabelFile> overrides) {
        Map<String, Entry> definitions = definitions(groups, overrides);
        LabelCatalogue catalogue = new LabelCatalogue(builtIn, definitions);
        definitions.values().forEach(catalogue::refuseShadowed);
        return catalogue;
    }

    /// What the build has checked.
    private static List<Entry> builtIn(CompiledLabels compiled) {
        List<Entry> entries = new ArrayList<>();
        for (LabelFile file : compiled.files()) {
            file.labels().forEach((name, rules) -> entries.add(entry(file, name, rules)));
        }
        return entries;
    }

    private static Entry entry(LabelFile file, String name, LabelRules rules) {
        return new Entry(new Label(name, file.group()), rules, file.name(), file.lines().get(name));
    }

    private static Map<String, Entry> definitions(List<String> groups, List<LabelFile> files) {
        Map<String, Entry> definitions = new LinkedHashMap<>();
        for (LabelFile file : files) {
            if (!groups.contains(file.group())) {
                throw new CatalogueException(file.name() + ": group '" + file.group() + "' is none of " + groups);
            }
            file.labels().forEach((name, rules) -> {
                Entry entry = entry(file, name, rules);
                check(entry);
                Entry other = definitions.putIfAbsent(name, entry);
                if (other != null) {
                    throw broken(entry, "is also in " + other.place());
                }
            });
        }
        return definitions;
    }

    private static void check(Entry entry) {
        String name = entry.label().name();
        if (!NAME.matcher(name).matches() || name.equals(Decision.UNKNOWN)) {
            throw broken(entry, "a name consists of a-z, 0-9 and single '-', and is not 'unknown'");
        }
        if (entry.rules() == null || entry.rules().isEmpty()) {
            throw broken(entry, "has no rule; give at least one of domains, tcp, udp, tls, protocols, alpn, ip, agents, methods, content, paths, certificates, addresses");
        }
        for (String domain : entry.rules().domains()) {
            if (!DOMAIN.matcher(domain).matches()) {
                throw broken(entry, "'" + domain + "' is no domain of at least two labels in lower case (international names in punycode)");
            }
        }
        checkForm(entry, "user agent", entry.rules().agents(), TOKEN);
        checkForm(entry, "HTTP method", entry.rules().methods(), TOKEN);
        checkForm(entry, "content type", entry.rules().content(), CONTENT_TYPE);
        checkForm(entry, "HTTP path, which begins with /", entry.rules().paths(), PATH);
        if (entry.rules().addresses().isEmpty() != (entry.rules().source() == null)) {
            throw broken(entry, "addresses need a source, and a source needs addresses");
        }
        checkRange(entry, "port", entry.rules().tls(), 1, MAX_PORT);
        checkRange(entry, "port", entry.rules().tcp(), 1, MAX_PORT);
        checkRange(entry, "port", entry.rules().udp(), 1, MAX_PORT);
        checkRange(entry, "IP protocol", entry.rules().ip(), 0, MAX_IP_PROTOCOL);
    }

    private static void checkForm(Entry entry, String what, List<String> values, Pattern form) {
        for (String value : values) {
            if (!form.matcher(value).matches()) {
                throw broken(entry, "'" + value + "' is no " + what);
            }
        }
    }

    private static void checkRange(Entry entry, String what, List<Integer> numbers, int min, int max) {
        for (int number : numbers) {
            if (number < min || number > max) {
                throw broken(entry, what + " " + number + " is not in " + min + " to " + max);
            }
        }
    }

    private void index(Entry entry) {
        entry.rules().domains().forEach(domain -> putDomain(entry, domain));
        put(entry, tcp, entry.rules().tcp(), "TCP port ");
        put(entry, udp, entry.rules().udp(), "UDP port ");
        put(entry, protocols, entry.rules().protocols(), "protocol ");
        put(entry, alpn, entry.rules().alpn(), "ALPN ");
        put(entry, ip, entry.rules().ip(), "IP protocol ");
        put(entry, tls, entry.rules().tls(), "TLS port ");
        put(entry, agents, entry.rules().agents(), "user agent ");
        put(entry, methods, entry.rules().methods(), "HTTP method ");
        put(entry, content, entry.rules().content(), "content type ");
        entry.rules().paths().forEach(path -> refuse(entry, paths.putIfAbsent(path, entry.label()), "HTTP path " + path));
        put(entry, certificates, entry.rules().certificates(), "certificate ");
        entry.rules().addresses().forEach(range -> putRange(entry, range));
    }

    private void putDomain(Entry entry, String domain) {
        int star = domain.indexOf(".*.");
        if (star < 0) {
            refuse(entry, domains.putIfAbsent(domain, entry.label()), "domain " + domain);
            return;
        }
        Map<String, Label> patterns = new HashMap<>();
        Map<String, Label> known = domainsByFirstLabel.putIfAbsent(domain.substring(star + 3), patterns);
        refuse(entry, (known == null ? patterns : known).putIfAbsent(domain.substring(0, star), entry.label()), "domain " + domain);
    }

    private void putRange(Entry entry, String range) {
        Label other;
        try {
            other = addresses.put(range, entry.label());
        } catch (IllegalArgumentException e) {
            throw broken(entry, "'" + range + "' is no range of addresses such as 192.0.2.0/24: " + e.getMessage());
        }
        refuse(entry, other, "address range " + range);
    }

    private <K> void put(Entry entry, Map<K, Label> index, List<K> keys, String what) {
        for (K key : keys) {
            refuse(entry, index.putIfAbsent(key, entry.label()), what + key);
        }
    }

    private void refuse(Entry entry, Label other, String rule) {
        if (other != null) {
            throw broken(entry, rule + " is already a rule of '" + other.name() + "' in " + entries.get(other.name()).place());
        }
    }

    /// A rule that can never decide, since a shorter or wider one of the same label already does.
    private void refuseShadowed(Entry entry) {
        for (String domain : entry.rules().domains()) {
            String parent = domain.substring(domain.indexOf('.') + 1);
            if (!domain.contains("*") && entry.label().equals(byDomain(parent))) {
                throw broken(entry, "domain " + domain + " is shadowed by a shorter one of the same label");
            }
        }
        for (String path : entry.rules().paths()) {
            if (entry.label().equals(byPath(path, 0, path.length() - 1))) {
                throw broken(entry, "HTTP path " + path + " is shadowed by a shorter one of the same label");
            }
        }
        for (String range : entry.rules().addresses()) {
            if (entry.label().equals(addresses.around(range))) {
                throw broken(entry, "address range " + range + " is shadowed by a wider one of the same label");
            }
        }
    }

    private static CatalogueException broken(Entry entry, String rule) {
        return new CatalogueException(entry.place() + ": label '" + entry.label().name() + "': " + rule);
    }

    /// The label of the longest suffix of a host name, on label boundaries; null when there is none.
    ///
    /// @param host in lower case
    Label byDomain(String host) {
        Label longest = null;
        int hash = 0;
        for (int from = host.length() - 1; from >= 0; from--) {
            hash = PartIndex.with(hash, host.charAt(from));
            if (from == 0 || host.charAt(from - 1) == '.') {
                Label label = domains.of(hash, host, from, host.length());
                Map<String, Label> patterns = from == 0 ? null : domainsByFirstLabel.of(hash, host, from, host.length());
                Label special = patterns == null ? null : patterns.get(host.substring(0, host.indexOf('.')));
                longest = special != null ? special : label != null ? label : longest;
            }
        }
        return longest;
    }

    /// Null when there is no label of that name.
    Label named(String name) {
        Entry entry = entries.get(name);
        return entry == null ? null : entry.label();
    }

    /// Null when no label has that evidence of the kind `protocol`.
    Label byProtocol(String protocol) {
        return protocols.get(protocol);
    }

    /// Null when no label has that ALPN identifier for itself.
    Label byAlpn(String identifier) {
        return alpn.get(identifier);
    }

    /// Null when no label has that IP protocol number.
    Label byIpProtocol(int number) {
        return ip.get(number);
    }

    /// Null when no label has that well-known port, or the IP protocol is neither TCP nor UDP.
    Label byPort(int ipProtocol, int port) {
        return switch (ipProtocol) {
            case IpProtocol.TCP -> tcp.get(port);
            case IpProtocol.UDP -> udp.get(port);
            default -> null;
        };
    }

    /// Null when no label's protocol is spoken within TLS at that TCP port.
    Label byTlsPort(int port) {
        return tls.get(port);
    }

    /// Null when no label has the user agent's first product for itself. UPnP's clients name their operating system first (UPnP Device Architecture 1.1, 1.3.2).
    Label byUserAgent(String userAgent) {
        if (userAgent.contains("UPnP/")) {
            return null;
        }
        int end = 0;
        while (end < userAgent.length() && " /;,(".indexOf(userAgent.charAt(end)) < 0) {
            end++;
        }
        return agents.get(userAgent.substring(0, end).toLowerCase(Locale.ROOT));
    }

    /// Null when no label has that HTTP method for itself.
    Label byHttpMethod(String method) {
        return methods.get(method);
    }

    /// Null when no label has that content type for itself.
    Label byContentType(String value) {
        int semicolon = value.indexOf(';');
        return content.get((semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT));
    }

    /// The label of the longest rule that the target of an HTTP request begins with; null when there is none.
    ///
    /// @param target path and query, in absolute form behind scheme and host
    Label byPath(String target) {
        int scheme = target.indexOf("://");
        int path = scheme < 0 ? 0 : target.indexOf('/', scheme + 3);
        return path < 0 ? null : byPath(target, path, target.length());
    }

    private Label byPath(String target, int from, int to) {
        Label longest = null;
        int hash = 0;
        for (int end = from; end < to; ) {
            char last = target.charAt(end++);
            hash = PartIndex.with(hash, last);
            if (end == target.length() || PATH_ENDS.indexOf(last) >= 0 || PATH_ENDS.indexOf(target.charAt(end)) >= 0) {
                Label label = paths.of(hash, target, from, end);
                longest = label == null ? longest : label;
            }
        }
        return longest;
    }

    /// Null when no label has certificates of that subject (common name) for itself.
    Label byCertificate(String subject) {
        return certificates.get(subject);
    }

    /// Null when no label has a range with that address.
    ///
    /// @param address 4 or 16 bytes
    Label byAddress(byte[] address) {
        return addresses.of(address);
    }

    /// Every label including `unknown`, by group, groups and labels sorted.
    List<LabelGroup> groups() {
        TreeMap<String, List<String>> byGroup = new TreeMap<>();
        byGroup.put(Decision.UNKNOWN, List.of(Decision.UNKNOWN));
        for (Entry entry : entries.values()) {
            byGroup.computeIfAbsent(entry.label().group(), group -> new ArrayList<>()).add(entry.label().name());
        }
        return byGroup.entrySet().stream().map(group -> new LabelGroup(group.getKey(), List.copyOf(group.getValue()))).toList();
    }

    /// The same rules give the same bytes, in whatever files and order they were written.
    byte[] canonicalBytes() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries.values()) {
            LabelRules rules = entry.rules();
            text.append(entry.label().group()).append('/').append(entry.label().name());
            for (List<?> list : rules.all()) {
                text.append(' ').append(new TreeSet<>(list));
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
