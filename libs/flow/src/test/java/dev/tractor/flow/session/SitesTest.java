package dev.tractor.flow.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitesTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com", "www.example.com, example.com", "a.b.example.co.uk, example.co.uk", "co.uk, co.uk", "localhost, ", "192.0.2.1, 192.0.2.1", "2001:db8::1, 2001:db8::1",
        "d1.cloudfront.net, d1.cloudfront.net", "a.d1.cloudfront.net, d1.cloudfront.net", "cloudfront.net, cloudfront.net", "notcloudfront.net, notcloudfront.net"})
    void theNameUnderWhichOneRegisters(String host, String site) {
        assertEquals(site, Sites.of(host));
    }
}
