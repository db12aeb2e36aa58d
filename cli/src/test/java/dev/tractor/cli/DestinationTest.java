package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DestinationTest {
    @TempDir
    private Path folder;

    @Test
    void aFileAppearsOnlyWhenItIsComplete() throws IOException {
        Path target = folder.resolve("flows.csv");

        try (Destination destination = Destination.file(target)) {
            destination.write(new TextBuffer().append("a,b\n"));
            assertTrue(Files.notExists(target), "there before it is complete");
            destination.commit();
        }

        assertEquals("a,b\n", Files.readString(target));
        assertEquals(List.of(target), filesIn(folder));
    }

    @Test
    void whatFailsLeavesTheOldFileAndNothingElse() throws IOException {
        Path target = Files.writeString(folder.resolve("flows.csv"), "old");

        try (Destination destination = Destination.file(target)) {
            destination.write(new TextBuffer().append("half"));
        }

        assertEquals("old", Files.readString(target));
        assertEquals(List.of(target), filesIn(folder));
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path target = Files.writeString(folder.resolve("flows.csv"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("latest.csv"), target);

        try (Destination destination = Destination.file(link)) {
            destination.write(new TextBuffer().append("new"));
            destination.commit();
        }

        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(target));
    }

    @Test
    void aFolderIsRefused() {
        var failure = assertThrows(CommandFailure.class, () -> Destination.file(folder));

        assertEquals("cannot write " + folder + ": it is a directory; name a file in it", failure.getMessage());
    }

    @Test
    void aMissingFolderIsNamed() {
        Path target = folder.resolve("missing").resolve("flows.csv");

        var failure = assertThrows(CommandFailure.class, () -> Destination.file(target));

        assertEquals("cannot write " + target + ": no such file or folder", failure.getMessage());
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
