package dev.tractor.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// One run of the command line with captured streams.
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(Object... args) {
        return withInput(new byte[0], args);
    }

    static CommandRun withInput(byte[] input, Object... args) {
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(new ByteArrayInputStream(input), out, new PrintStream(err, true, StandardCharsets.UTF_8), false, false);
        int exitCode = Tractor.run(streams, words);
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
