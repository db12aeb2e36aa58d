package dev.tractor.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Properties;

/// Keys and passwords of one data folder, drawn once.
record Credentials(String s3AccessKey, String s3SecretKey, String postgresPassword) {
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ACCESS_KEY_LENGTH = 20;
    /// About 230 bits.
    private static final int SECRET_LENGTH = 40;

    static Credentials loadOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) {
            new Credentials(draw(ACCESS_KEY_LENGTH), draw(SECRET_LENGTH), draw(SECRET_LENGTH)).store(file);
        }
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return new Credentials(need(properties, "s3.access-key", file), need(properties, "s3.secret-key", file), need(properties, "postgres.password", file));
    }

    private void store(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("s3.access-key", s3AccessKey);
        properties.setProperty("s3.secret-key", s3SecretKey);
        properties.setProperty("postgres.password", postgresPassword);
        StringWriter text = new StringWriter();
        properties.store(text, "Made by ./tractor up; PostgreSQL keeps the password it was made with");
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text.toString());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String need(Properties properties, String name, Path file) {
        String value = properties.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new Refusal(file + " lacks " + name + ". Restore it, or start with an empty --data DIR");
        }
        return value;
    }

    private static String draw(int length) {
        return RANDOM.ints(length, 0, ALPHABET.length()).mapToObj(i -> String.valueOf(ALPHABET.charAt(i))).reduce("", String::concat);
    }
}
