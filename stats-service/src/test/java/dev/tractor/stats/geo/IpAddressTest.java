package dev.tractor.stats.geo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @Test
    void everyFormOfAnAddressIsEqual() {
        assertEquals(IpAddress.parse("2001:db8::1"), IpAddress.parse("2001:0DB8:0000:0:0:0:0.0.0.1"));
        assertEquals("2001:0db8:0000:0000:0000:0000:0000:0001", IpAddress.parse("2001:db8::1").text());
        assertEquals("192.0.2.7", IpAddress.parse("192.0.2.7").text());
    }

    @Test
    void mappedAddressIsNoIpv4Host() {
        assertEquals("0000:0000:0000:0000:0000:ffff:c000:0207", IpAddress.parse("::ffff:192.0.2.7").text());
        assertNotEquals(IpAddress.parse("192.0.2.7"), IpAddress.parse("::ffff:192.0.2.7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", "0x1.2.3.4", "1", "localhost", "a.example", "::1%lo", "[::1]", ":", ":::",
            "1::2::3", "12345::", "::1.2.3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::g", "١.٢.٣.٤"})
    void everythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> IpAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "127.0.0.1", "169.254.1.1", "::1", "fe80::1", "febf::1", "fc00::1", "fdff::1", "::ffff:10.0.0.1"})
    void privateLoopbackAndLinkLocal(String text) {
        assertTrue(IpAddress.parse(text).isPrivate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.255.255.255", "11.0.0.0", "172.15.0.1", "172.32.0.1", "192.167.1.1", "100.64.0.1", "224.0.0.1", "255.255.255.255", "2001:db8::1", "ff02::1", "fe00::1"})
    void everyOtherIsNot(String text) {
        assertFalse(IpAddress.parse(text).isPrivate());
    }
}
