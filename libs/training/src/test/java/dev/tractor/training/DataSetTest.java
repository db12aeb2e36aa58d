package dev.tractor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetTest {
    private static final FeatureProfile PROFILE = new FeatureProfile("two-numbers", "", List.of(new Feature("x", "1", ""), new Feature("y", "1", "")));

    @TempDir
    private Path folder;

    @Test
    void columnsAreFoundByNameAndOthersAreLeftOut() throws IOException {
        DataSet data = read("label,y,comment,x,protocol\nCHAT,2,\"a, b\",1,17\r\nMAIL,,c,3,6\n\n");

        assertArrayEquals(new float[] {1, 2}, data.vectors().get(0));
        assertArrayEquals(new float[] {3, Float.NaN}, data.vectors().get(1));
        assertEquals(List.of("CHAT", "MAIL"), data.labels());
        assertEquals(Set.of(6, 17), data.ipProtocols());
    }

    @Test
    void severalFilesHaveOneDigest() throws IOException {
        DataSet.Builder builder = new DataSet.Builder(PROFILE);
        builder.add(CsvTable.read(write("a.csv", "x,y,label\n1,1,CHAT\n")), null);
        builder.add(CsvTable.read(write("b.csv", "x,y,label\n1,1,MAIL\n1,1,MAIL\n")), null);
        DataSet data = builder.build();

        assertEquals(List.of(0, 1, 1), data.files());
        assertEquals("a.csv, b.csv", data.summary().file());
        assertEquals(3, data.summary().rows());
        assertEquals(new DataSet.Duplicates(3, 2, 3), data.duplicates());
        DataSet.Builder other = new DataSet.Builder(PROFILE);
        other.add(CsvTable.read(write("c.csv", "x,y,label\n1,1,CHAT\n")), null);
        assertEquals(folder.resolve("d.csv") + ": the labels are in column 'class14', those of c.csv in 'label'",
                assertThrows(TrainingException.class, () -> other.add(CsvTable.read(write("d.csv", "x,y,class14\n1,1,CHAT\n")), null)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x,y,label;1,1,CHAT;2,zwei,CHAT | line 3: column 'y': 'zwei' is no finite number; leave the cell empty where the value is missing",
        "x,y,label;1,NaN,CHAT           | line 2: column 'y': 'NaN' is no finite number; leave the cell empty where the value is missing",
        "x,y,label;1,1e300,CHAT         | line 2: column 'y': '1e300' is no finite number; leave the cell empty where the value is missing",
        "x,y,label;1,CHAT               | line 2: 2 cells instead of 3",
        "x,y,label;1,1,                 | line 2: column 'label' is empty: every row needs its label",
        "x,y,label,protocol;1,1,A,tcp   | line 2: column 'protocol': 'tcp' is no IP protocol number, 0 to 255"})
    void badRowsAreRefusedWithTheirLine(String text, String message) {
        assertEquals(folder.resolve("data.csv") + " " + message, refusal(text.replace(';', '\n')));
    }

    @Test
    void badFilesAreRefused() throws IOException {
        assertEquals(folder.resolve("data.csv") + ": the header has no column 'y'", refusal("x,label\n1,A\n"));
        assertEquals(folder.resolve("data.csv") + ": the header has no column 'label'", refusal("x,y\n1,1\n"));
        assertEquals(folder.resolve("data.csv") + ": the header names column 'x' twice", refusal("x,x,label\n1,1,A\n"));
        assertEquals(folder.resolve("data.csv") + " is empty: expected a header and a row per flow", refusal(""));
        assertEquals("the data have no row: data.csv", refusal("x,y,label\n"));
        assertEquals("no.csv: no such file", assertThrows(TrainingException.class, () -> CsvTable.read(Path.of("no.csv"))).getMessage());
        Path binary = Files.write(folder.resolve("binary.csv"), new byte[] {(byte) 0xd4, (byte) 0xc3, (byte) 0xb2, (byte) 0xa1});
        assertEquals(binary + " is no CSV table: it is not text in UTF-8", assertThrows(TrainingException.class, () -> CsvTable.read(binary)).getMessage());
    }

    @Test
    void aTaskTableMustBeginWithTheFinestTask() throws IOException {
        TaskTable iscx = TaskTable.iscx();
        assertEquals(List.of("class14", "class7", "vpn"), iscx.tasks());
        assertEquals(14, iscx.classes().size());
        assertEquals(List.of("vpn-browsing", "browsing", "vpn"), iscx.classes().get("VPN-BROWSING"));
        Path coarse = write("tasks.csv", "label,kind,place\na,x,here\nb,x,there\n");
        assertEquals(coarse + " line 3: 'x' is [x, there] here and [x, here] before: the first task must be the finest",
                assertThrows(TrainingException.class, () -> TaskTable.read(coarse)).getMessage());
        DataSet data = read("x,y,label\n1,1,CHAT\n2,2,TALK\n");
        String refusal = assertThrows(TrainingException.class, () -> iscx.over(data, "vpn")).getMessage();
        assertTrue(refusal.startsWith("row 2 of the data: label 'TALK' is none of [BROWSING, CHAT"), refusal);
    }

    private String refusal(String text) {
        return assertThrows(TrainingException.class, () -> read(text)).getMessage();
    }

    private DataSet read(String text) throws IOException {
        DataSet.Builder builder = new DataSet.Builder(PROFILE);
        builder.add(CsvTable.read(write("data.csv", text)), null);
        return builder.build();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
