package dev.tractor.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The log of one process, which appends to it; the part before the last limit is kept beside it as `NAME.log.1`.
record LogFile(Path path) {
    static final long LIMIT_BYTES = 16L << 20;

    /// More than the last words of any process.
    private static final int TAIL_BYTES = 16 << 10;

    /// Copies a log over the limit aside and empties it. Its writer appends, so it goes on at the new end.
    void rotate() throws IOException {
        if (Files.exists(path) && Files.size(path) > LIMIT_BYTES) {
            Files.copy(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }

    /// @return at most `count` of the last lines; none when there is no log
    List<String> lastLines(int count) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long start = Math.max(0, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
