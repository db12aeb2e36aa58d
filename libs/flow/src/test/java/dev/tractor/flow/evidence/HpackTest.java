package dev.tractor.flow.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Header blocks of RFC 7541, appendix C, and malformed ones.
class HpackTest {
    private static List<String> fields(String hexadecimal) {
        byte[] bytes = HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
        List<String> fields = new ArrayList<>();
        Hpack.read(new Payload().of(bytes, 0, bytes.length), (name, value) -> fields.add(name + "=" + value));
        return fields;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572          | custom-key=custom-header
            040c 2f73 616d 706c 652f 7061 7468                                       | :path=/sample/path
            1008 7061 7373 776f 7264 0673 6563 7265 74                               | password=secret
            82                                                                       | :method=GET
            8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d                        | :method=GET, :scheme=http, :path=/, :authority=www.example.com
            8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff                               | :method=GET, :scheme=http, :path=/, :authority=www.example.com
            4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3 | \
            :status=302, cache-control=private, date=Mon, 21 Oct 2013 20:13:21 GMT, location=https://www.example.com
            """)
    void examplesOfTheRfc(String block, String fields) {
        assertEquals(fields, String.join(", ", fields(block)));
    }

    @Test
    void aFieldThatWasAddedIsReferredToWithinTheBlock() {
        assertEquals(List.of("a=b", "a=b", "a=c", "a=b"), fields("4001 6101 62  be  7e01 63  bf"));
    }

    @ParameterizedTest
    @CsvSource({
        "82 80, :method=GET",
        "82 ff ff ff ff ff 7f 82, :method=GET",
        "82 be, :method=GET",
        "82 41 7f ff ff 7f 61, :method=GET",
        "82 41 83 ff ff ff 82, :method=GET",
        "82 41 81 00 82, :method=GET",
        "82 3f ff ff ff ff 82, :method=GET",
        "82 3f e1 1f 86, :method=GET;:scheme=http"})
    void whatIsMalformedEndsTheBlock(String block, String fields) {
        assertEquals(fields, String.join(";", fields(block)));
    }

    @Test
    void aBlockHasABoundOfFields() {
        assertEquals(128, fields("82".repeat(4_000)).size());
    }

    /// A field of 1 + 372 + 32 bytes: ten of them fit into 4,096.
    @Test
    void aTableThatIsFullForgetsItsOldestField() {
        String field = "40 01 61 7f f5 01" + "78".repeat(372);

        assertEquals(12, fields(field.repeat(11) + "c7").size());
        assertEquals(11, fields(field.repeat(11) + "c8").size());
    }
}
