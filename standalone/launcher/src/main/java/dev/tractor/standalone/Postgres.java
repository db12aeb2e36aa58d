package dev.tractor.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// A PostgreSQL cluster in the data folder, run from binaries that a Maven package brings.
///
/// @param home     where the binaries are unpacked to
/// @param data     the cluster
/// @param password of the one role, `tractor`
record Postgres(Path home, Path data, String password, LogFile log) {
    static final String USER = "tractor";
    static final List<String> DATABASES = List.of("registry", "stats");

    private static final Set<String> ARCHIVES = Set.of("/postgres-linux-x86_64.txz", "/postgres-linux-arm_64.txz");
    private static final long SETUP_MINUTES = 3;

    /// Unpacks the binaries and makes the cluster where that is still to be done.
    void prepare() throws IOException, InterruptedException {
        if (!Files.exists(home)) {
            unpack();
        }
        if (!Files.exists(data)) {
            create();
        }
        removeStaleLock();
    }

    /// The server in the foreground; it stops fast on SIGINT.
    List<String> command(int port) {
        Map<String, String> settings = Map.of(
                "listen_addresses", "127.0.0.1",
                "port", String.valueOf(port),
                "unix_socket_directories", "",
                "max_connections", "60",
                "shared_buffers", "64MB",
                "max_wal_size", "512MB",
                // No replica reads the log, so it need not hold what COPY writes into a new table.
                "wal_level", "minimal",
                "max_wal_senders", "0",
                "log_line_prefix", "%m [%p] ",
                "log_checkpoints", "off");
        List<String> words = new ArrayList<>(asUnprivileged(home.resolve("bin/postgres").toString(), "-D", data.toString()));
        settings.forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
        return words;
    }

    /// PostgreSQL refuses to run as root: a user namespace without a mapping makes it nobody, still the owner of its files.
    private static List<String> asUnprivileged(String... command) {
        return Stream.concat(isRoot() ? Stream.of("unshare", "--user") : Stream.empty(), Stream.of(command)).toList();
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }

    private void unpack() throws IOException {
        String archive = ARCHIVES.stream().filter(name -> Postgres.class.getResource(name) != null).findFirst()
                .orElseThrow(() -> new Refusal("No PostgreSQL for this machine: " + System.getProperty("os.name") + " " + System.getProperty("os.arch")));
        Path draft = Files.createTempDirectory(Files.createDirectories(home.getParent()), "postgres-");
        try (InputStream in = Postgres.class.getResourceAsStream(archive); TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, draft);
            }
        }
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
        moveUnlessThere(draft, home);
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("Entry outside of its archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        if ((entry.getMode() & 0100) != 0) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(target);
            permissions.addAll(PosixFilePermissions.fromString("--x--x--x"));
            Files.setPosixFilePermissions(target, permissions);
        }
    }

    /// Another start may have come first; its result is as good.
    private static void moveUnlessThere(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(target)) {
                throw e;
            }
            DataFolder.deleteRecursively(draft);
        }
    }

    /// Makes the cluster and its databases beside their place and moves them there when they are complete.
    private void create() throws IOException, InterruptedException {
        Path draft = data.resolveSibling(data.getFileName() + ".new");
        DataFolder.deleteRecursively(draft);
        Path passwordFile = Files.createTempFile(data.getParent(), "password", "");
        try {
            Files.writeString(passwordFile, password + "\n");
            run("", asUnprivileged(home.resolve("bin/initdb").toString(), "-D", draft.toString(), "-U", USER, "--auth=scram-sha-256", "--pwfile=" + passwordFile,
                    "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"));
        } finally {
            Files.delete(passwordFile);
        }
        String statements = DATABASES.stream().map(name -> "CREATE DATABASE " + name + "\n").reduce("", String::concat);
        run(statements, asUnprivileged(home.resolve("bin/postgres").toString(), "--single", "-D", draft.toString(), "postgres"));
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void run(String input, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile())).start();
        try (var out = process.outputWriter()) {
            out.write(input);
        }
        if (!process.waitFor(SETUP_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command + " did not end within " + SETUP_MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed with status " + process.exitValue());
        }
    }

    /// After a crash the pid in `postmaster.pid` may be another process's by now, and PostgreSQL would take that for a running server.
    private void removeStaleLock() throws IOException {
        Path lock = data.resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        String pid = Files.readAllLines(lock).stream().findFirst().map(String::strip).orElse("");
        Path name = Path.of("/proc", pid.isEmpty() ? "none" : pid, "comm");
        if (!Files.exists(name) || !Files.readString(name).strip().equals("postgres")) {
            Files.delete(lock);
        }
    }
}
