package dev.tractor.model;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The built-in label files as the build compiles them: it checks them, and a start need not read YAML, which takes most of a second.
///
/// ```
/// catalogue: count 2 of groups and each's text | count 2 of files and each
/// file:      name text | group text | count 2 of labels and each
/// label:     name text | line 2 | source text, empty for none | which lists it has 2, a bit each as in [LabelRules#all] | these lists
/// list:      count 2 and each: of texts, or numbers of 2
/// text:      bytes 2, in UTF-8
/// ```
///
/// @param groups in the order of their files
record CompiledLabels(List<String> groups, List<LabelFile> files) {
    private static final String RESOURCE = "/labels/catalogue";

    /// Compiles label files: `CompiledLabels FOLDER FILE`.
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        List<String> groups = LabelFile.groups(folder);
        List<LabelFile> files = groups.stream().map(group -> LabelFile.ofGroup(folder, group)).toList();
        LabelCatalogue.of(groups, files, List.of());
        Path file = Path.of(args[1]);
        Files.createDirectories(file.getParent());
        Files.write(file, new CompiledLabels(groups, files).bytes());
    }

    /// Those in the program.
    static CompiledLabels read() {
        try (InputStream in = CompiledLabels.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new CatalogueException(RESOURCE + ": is missing in the program");
            }
            return of(in.readAllBytes());
        } catch (IOException e) {
            throw new CatalogueException(RESOURCE + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// @param bytes as [#bytes] made them
    static CompiledLabels of(byte[] bytes) {
        return new Reader(bytes).catalogue();
    }

    /// Plain code, since every start runs it before anything is compiled.
    private static final class Reader {
        private static final int TCP = 1;
        private static final int UDP = 2;
        private static final int TLS = 3;
        private static final int IP = 6;

        private final byte[] bytes;
        private int at;
        /// Which lists the label has.
        private int lists;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        CompiledLabels catalogue() {
            List<String> groups = List.of(texts());
            LabelFile[] files = new LabelFile[number()];
            for (int i = 0; i < files.length; i++) {
                files[i] = file();
            }
            return new CompiledLabels(groups, List.of(files));
        }

        private LabelFile file() {
            String name = text();
            String group = text();
            int count = number();
            Map<String, LabelRules> labels = LinkedHashMap.newLinkedHashMap(count);
            Map<String, Integer> lines = HashMap.newHashMap(count);
            for (int i = 0; i < count; i++) {
                String label = text();
                lines.put(label, number());
                labels.put(label, rules());
            }
            return new LabelFile(name, group, labels, lines);
        }

        private LabelRules rules() {
            String source = text();
            lists = number();
            return new LabelRules(
                    texts(0), numbers(TCP), numbers(UDP), numbers(TLS), texts(4), texts(5), numbers(IP), texts(7), texts(8), texts(9), texts(10), texts(11), texts(12), source.isEmpty() ? null : source);
        }

        /// @return null where the label has none
        private List<String> texts(int list) {
            return (lists >> list & 1) == 0 ? null : List.of(texts());
        }

        private String[] texts() {
            String[] texts = new String[number()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = text();
            }
            return texts;
        }

        private List<Integer> numbers(int list) {
            if ((lists >> list & 1) == 0) {
                return null;
            }
            Integer[] numbers = new Integer[number()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = number();
            }
            return List.of(numbers);
        }

        private String text() {
            int length = number();
            at += length;
            return new String(bytes, at - length, length, StandardCharsets.UTF_8);
        }

        private int number() {
            at += Short.BYTES;
            return (bytes[at - 2] & 0xFF) << Byte.SIZE | bytes[at - 1] & 0xFF;
        }
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        putTexts(out, groups);
        out.writeShort(files.size());
        for (LabelFile file : files) {
            put(out, file.name());
            put(out, file.group());
            out.writeShort(file.labels().size());
            for (Map.Entry<String, LabelRules> label : file.labels().entrySet()) {
                put(out, label.getKey());
                out.writeShort(file.lines().get(label.getKey()));
                put(out, label.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static void put(DataOutputStream out, LabelRules rules) throws IOException {
        put(out, rules.source() == null ? "" : rules.source());
        List<List<?>> lists = rules.all();
        int present = 0;
        for (int i = 0; i < lists.size(); i++) {
            present |= lists.get(i).isEmpty() ? 0 : 1 << i;
        }
        out.writeShort(present);
        for (List<?> list : lists) {
            if (!list.isEmpty()) {
                putTexts(out, list);
            }
        }
    }

    /// Texts or numbers.
    private static void putTexts(DataOutputStream out, List<?> list) throws IOException {
        out.writeShort(list.size());
        for (Object each : list) {
            if (each instanceof Integer number) {
                out.writeShort(number);
            } else {
                put(out, (String) each);
            }
        }
    }

    private static void put(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(utf8.length);
        out.write(utf8);
    }
}
