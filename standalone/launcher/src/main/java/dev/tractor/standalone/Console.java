package dev.tractor.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/// Says what happens, to the user and in the launcher's log.
final class Console {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final PrintStream out;
    private final LogFile log;

    Console(PrintStream out, LogFile log) {
        this.out = out;
        this.log = log;
    }

    synchronized void say(String text) {
        out.println(text);
        out.flush();
        try {
            Files.writeString(log.path(), LocalDateTime.now().format(TIME) + " " + text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            out.println("The launcher's log cannot be written: " + e);
        }
    }
}
