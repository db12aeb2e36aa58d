package dev.tractor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RepeatedTextTest {
    private final RepeatedText texts = new RepeatedText();
    private final TextBuffer out = new TextBuffer();

    @Test
    void aTextIsRepeatedBehindWhatIsThere() {
        keep(7, "seven");
        keep(8, "eight");

        assertTrue(texts.append(7, out.append("a ")));
        assertTrue(texts.append(8, out.append(' ')));

        assertEquals("a seven eight", out.toString());
    }

    @Test
    void whatWasNeverKeptIsNotKnown() {
        keep(7, "seven");

        assertFalse(texts.append(8, out));
        assertEquals("", out.toString());
    }

    @Test
    void ofTwoNumbersInOnePlaceOnlyTheLaterIsKnown() {
        // given
        long one = 1;
        long other = LongStream.iterate(2, key -> key + 1).filter(key -> RepeatedText.place(key) == RepeatedText.place(one)).findFirst().orElseThrow();
        keep(one, "one");
        keep(other, "other");

        // when, then
        assertFalse(texts.append(one, out));
        assertTrue(texts.append(other, out));
        assertEquals("other", out.toString());
    }

    @Test
    void memoryIsBounded() {
        // given more than there is room for
        String kilobyte = "x".repeat(1_024);
        int kept = 1_000;
        for (int key = 1; key <= kept; key++) {
            keep(key, kilobyte + key);
        }

        // when
        long known = LongStream.rangeClosed(1, kept).filter(key -> texts.append(key, out)).peek(key -> {
            assertEquals(kilobyte + key, out.toString());
            out.clear();
        }).count();

        // then
        assertTrue(known > 0 && known <= 256, known + " texts of a kilobyte");
        assertTrue(texts.append(kept, out));
    }

    @Test
    void aTextThatIsLongerThanTheMemoryIsNotKept() {
        keep(7, "seven".repeat(100_000));

        assertFalse(texts.append(7, out));
    }

    private void keep(long key, String text) {
        TextBuffer row = new TextBuffer().append("before ").append(text);
        texts.keep(key, row, "before ".length());
    }
}
