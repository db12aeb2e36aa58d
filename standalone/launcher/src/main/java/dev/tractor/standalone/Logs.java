package dev.tractor.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `tractor logs`: the last lines of one log or of all, and with `-f` what comes.
record Logs(DataFolder data, Optional<String> component, boolean follow) {
    private static final int SHOWN_LINES = 50;
    private static final int SHOWN_LINES_OF_ALL = 10;
    private static final long POLL_MILLIS = 300;

    int run() throws IOException, InterruptedException {
        List<LogFile> logs = component.map(name -> List.of(existing(name))).orElseGet(this::all);
        int lines = logs.size() == 1 ? SHOWN_LINES : SHOWN_LINES_OF_ALL;
        for (LogFile log : logs) {
            System.out.println("==> " + log.path());
            log.lastLines(lines).forEach(System.out::println);
        }
        if (follow) {
            follow(logs);
        }
        return 0;
    }

    private LogFile existing(String name) {
        return all().stream().filter(log -> name(log).equals(name)).findFirst()
                .orElseThrow(() -> new Refusal("There is no log of " + name + "; there are: " + all().stream().map(Logs::name).collect(Collectors.joining(", "))));
    }

    private List<LogFile> all() {
        if (!Files.isDirectory(data.logs())) {
            throw new Refusal("TrActor has not run on " + data.root());
        }
        try (Stream<Path> files = Files.list(data.logs())) {
            return files.filter(f -> f.toString().endsWith(".log")).sorted().map(LogFile::new).toList();
        } catch (IOException e) {
            throw new Refusal("The logs cannot be listed", e);
        }
    }

    private static String name(LogFile log) {
        return log.path().getFileName().toString().replaceFirst("\\.log$", "");
    }

    private static void follow(List<LogFile> logs) throws IOException, InterruptedException {
        Map<LogFile, Long> shown = new LinkedHashMap<>();
        for (LogFile log : logs) {
            shown.put(log, Files.size(log.path()));
        }
        LogFile last = logs.getLast();
        while (true) {
            for (LogFile log : logs) {
                long end = Files.size(log.path());
                long start = shown.put(log, end);
                if (end == start) {
                    continue;
                }
                if (!log.equals(last)) {
                    System.out.println("==> " + log.path());
                    last = log;
                }
                print(log, end < start ? 0 : start, end);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static void print(LogFile log, long start, long end) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.path().toFile(), "r")) {
            byte[] bytes = new byte[(int) (end - start)];
            file.seek(start);
            file.readFully(bytes);
            System.out.write(bytes);
            System.out.flush();
        }
    }
}
