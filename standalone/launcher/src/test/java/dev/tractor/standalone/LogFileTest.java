package dev.tractor.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    Path folder;

    @Test
    void isCutAtTheLimitWhileItsWriterGoesOn() throws Exception {
        LogFile log = new LogFile(folder.resolve("a.log"));
        try (RandomAccessFile file = new RandomAccessFile(log.path().toFile(), "rw")) {
            file.setLength(LogFile.LIMIT_BYTES + 1);
        }
        try (FileOutputStream writer = new FileOutputStream(log.path().toFile(), true)) {
            log.rotate();
            writer.write("after\n".getBytes(StandardCharsets.UTF_8));
        }

        assertEquals("after\n", Files.readString(log.path()));
        assertEquals(LogFile.LIMIT_BYTES + 1, Files.size(folder.resolve("a.log.1")));
    }

    @Test
    void staysWholeBelowTheLimit() throws Exception {
        LogFile log = new LogFile(Files.writeString(folder.resolve("a.log"), "one\ntwo\nthree\n"));

        log.rotate();

        assertEquals(List.of("two", "three"), log.lastLines(2));
    }

    @Test
    void hasNoLinesWhenItIsMissing() {
        assertEquals(List.of(), new LogFile(folder.resolve("none.log")).lastLines(5));
    }
}
