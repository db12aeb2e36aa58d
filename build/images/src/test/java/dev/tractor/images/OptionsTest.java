package dev.tractor.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    private static final Path DEFAULT_OUT = Path.of("/repo/target/images");

    @Test
    void haveDefaults() {
        assertEquals(new Options(DEFAULT_OUT, "localhost/tractor", "0.1"), Options.parse(new String[0], DEFAULT_OUT, "0.1"));
    }

    @Test
    void nameTheImages() {
        assertEquals(new Options(Path.of("/tmp/x"), "r.example.com:5000/a/b", "2.0_x"), parse("--tag 2.0_x --out /tmp/y/../x --repository r.example.com:5000/a/b"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--out                  | --out needs a value",
        "--push                 | tractor images does not know --push; see ./tractor --help",
        "--tag a/b              | --tag a/b cannot be part of an image's name; it looks like 1.0",
        "--repository Example/X | --repository Example/X cannot be part of an image's name; it looks like registry.example.com/tractor"})
    void areRefusedPlainly(String line, String message) {
        assertEquals(message, assertThrows(Refusal.class, () -> parse(line)).getMessage());
    }

    private static Options parse(String line) {
        return Options.parse(line.split(" "), DEFAULT_OUT, "0.1");
    }
}
