package dev.tractor.gateway.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values of the baseline of github.com/corelight/community-id-spec.
class CommunityIdTest {
    @ParameterizedTest
    @CsvSource({"6, 2001:470:e5bf:dead:4957:2174:e82c:4887, 63943, 2607:f8b0:400c:c03::1a, 25, 1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=", "17, 192.168.1.52, 54585, 8.8.8.8, 53, 1:d/FP5EW3wiY1vCndhwleRRKHowQ=",
            "132, 192.168.170.8, 7, 192.168.170.56, 7, 1:MP2EtRCAUIZvTw6MxJHLV7N7JDs=", "46, 10.1.12.1, 0, 10.1.12.2, 0, 1:KHlLkgoJW7ifUTyTSgyVfkFHzKw="})
    void theNameIsTheSameFromBothSides(int protocol, String client, int clientPort, String server, int serverPort, String name) {
        assertEquals(name, CommunityId.of(protocol, client, clientPort, server, serverPort));
        assertEquals(name, CommunityId.of(protocol, server, serverPort, client, clientPort));
    }

    @ParameterizedTest
    @CsvSource({"1, 192.168.0.89, 192.168.0.1", "58, fe80::1, ff02::2"})
    void whatFlowsDoNotKeepIsNotMadeUp(int protocol, String client, String server) {
        assertNull(CommunityId.of(protocol, client, 0, server, 0));
    }
}
