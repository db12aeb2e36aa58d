package dev.tractor.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the command line asks for.
///
/// @param geoip GeoIP databases for stats-service
record Options(Verb verb, int port, Path data, boolean detach, boolean samples, boolean follow, boolean json, List<Path> geoip, Optional<String> component) {
    enum Verb { UP, DOWN, STATUS, LOGS }

    /// @param defaultData the data folder when none is named
    /// @throws Refusal when the line cannot be understood
    static Options parse(String[] line, Path defaultData) {
        Deque<String> words = new ArrayDeque<>(Arrays.asList(line));
        Verb verb = verb(words.isEmpty() ? "" : words.removeFirst());
        int port = Ports.DEFAULT_FIRST;
        Path data = defaultData;
        boolean detach = false;
        boolean samples = false;
        boolean follow = false;
        boolean json = false;
        List<Path> geoip = new ArrayList<>();
        Optional<String> component = Optional.empty();
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            switch (word) {
                case "--port" -> port = number(value(word, words));
                case "--data" -> data = Path.of(value(word, words));
                case "--geoip" -> {
                    only(Verb.UP, verb, word);
                    geoip.add(readable(value(word, words)));
                }
                case "--detach" -> detach = only(Verb.UP, verb, word);
                case "--samples" -> samples = only(Verb.UP, verb, word);
                case "-f", "--follow" -> follow = only(Verb.LOGS, verb, word);
                case "--json" -> json = only(Verb.STATUS, verb, word);
                default -> {
                    if (verb != Verb.LOGS || word.startsWith("-") || component.isPresent()) {
                        throw new Refusal("tractor " + verb.name().toLowerCase(Locale.ROOT) + " does not know " + word + "; see ./tractor --help");
                    }
                    component = Optional.of(word);
                }
            }
        }
        return new Options(verb, port, data.toAbsolutePath().normalize(), detach, samples, follow, json, List.copyOf(geoip), component);
    }

    private static Verb verb(String word) {
        return Arrays.stream(Verb.values()).filter(v -> v.name().toLowerCase(Locale.ROOT).equals(word)).findFirst()
                .orElseThrow(() -> new Refusal("Unknown command " + word + "; see ./tractor --help"));
    }

    private static String value(String option, Deque<String> words) {
        if (words.isEmpty()) {
            throw new Refusal(option + " needs a value");
        }
        return words.removeFirst();
    }

    private static Path readable(String word) {
        Path file = Path.of(word).toAbsolutePath().normalize();
        if (!Files.isReadable(file)) {
            throw new Refusal("--geoip " + word + " cannot be read");
        }
        return file;
    }

    private static int number(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new Refusal("--port " + word + " is not a number");
        }
    }

    private static boolean only(Verb wanted, Verb verb, String option) {
        if (verb != wanted) {
            throw new Refusal(option + " belongs to tractor " + wanted.name().toLowerCase(Locale.ROOT));
        }
        return true;
    }
}
