package dev.tractor.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    private DataFolder data;

    @BeforeEach
    void create(@TempDir Path folder) {
        data = new DataFolder(folder.resolve("data"));
        data.create();
    }

    @Test
    void isForItsOwnerOnly() throws Exception {
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root())));
    }

    @Test
    void isHeldByOneLauncher() throws Exception {
        try (FileLock lock = data.lock()) {
            assertTrue(lock.isValid());
            assertTrue(assertThrows(Refusal.class, data::lock).getMessage().startsWith("TrActor already runs on " + data.root()));
        }
        data.lock().close();
    }

    @Test
    void keepsTheCredentialsItDrew() throws Exception {
        Credentials drawn = Credentials.loadOrCreate(data.credentials());

        assertEquals(drawn, Credentials.loadOrCreate(data.credentials()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.credentials())));
        assertEquals(40, drawn.s3SecretKey().length());
        assertNotEquals(drawn.s3SecretKey(), drawn.postgresPassword());
    }

    @Test
    void refusesCredentialsThatAreIncomplete() throws Exception {
        Files.writeString(data.credentials(), "s3.access-key=a\n");

        assertEquals(data.credentials() + " lacks s3.secret-key. Restore it, or start with an empty --data DIR",
                assertThrows(Refusal.class, () -> Credentials.loadOrCreate(data.credentials())).getMessage());
    }
}
