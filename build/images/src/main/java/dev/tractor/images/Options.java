package dev.tractor.images;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.regex.Pattern;

/// What the command line asks for.
///
/// @param out        the folder that the tars go to
/// @param repository what the images' names begin with, registry and path
/// @param tag        the images' tag
record Options(Path out, String repository, String tag) {
    static final String DEFAULT_REPOSITORY = "localhost/tractor";

    private static final Pattern REPOSITORY = Pattern.compile("[a-z0-9][a-z0-9.-]*(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    /// @throws Refusal when the line cannot be understood
    static Options parse(String[] line, Path defaultOut, String defaultTag) {
        Deque<String> words = new ArrayDeque<>(Arrays.asList(line));
        Path out = defaultOut;
        String repository = DEFAULT_REPOSITORY;
        String tag = defaultTag;
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            switch (word) {
                case "--out" -> out = Path.of(value(word, words));
                case "--repository" -> repository = matching(REPOSITORY, word, value(word, words), "registry.example.com/tractor");
                case "--tag" -> tag = matching(TAG, word, value(word, words), "1.0");
                default -> throw new Refusal("tractor images does not know " + word + "; see ./tractor --help");
            }
        }
        return new Options(out.toAbsolutePath().normalize(), repository, tag);
    }

    private static String value(String option, Deque<String> words) {
        if (words.isEmpty()) {
            throw new Refusal(option + " needs a value");
        }
        return words.removeFirst();
    }

    private static String matching(Pattern form, String option, String value, String example) {
        if (!form.matcher(value).matches()) {
            throw new Refusal(option + " " + value + " cannot be part of an image's name; it looks like " + example);
        }
        return value;
    }
}
