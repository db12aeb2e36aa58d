package dev.tractor.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.standalone.Ports.Use;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    @ParameterizedTest
    @CsvSource({"API_GATEWAY,8080", "OBJECT_STORE,8081", "POSTGRES,8082", "KAFKA,8083", "KAFKA_CONTROLLER,8084", "FILE_REGISTRY,8085", "FLOW_EXTRACTOR,8086",
        "CLASSIFIER,8087", "STATS_SERVICE,8088"})
    void areOneBlock(Use use, int port) {
        assertEquals(port, new Ports(Ports.DEFAULT_FIRST).of(use));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 80, 1023, 65_528, 70_000})
    void refuseABlockThatDoesNotFit(int first) {
        assertTrue(assertThrows(Refusal.class, () -> new Ports(first)).getMessage().startsWith("--port " + first + ": give a port from 1024 to 65527"));
    }

    @Test
    void nameThePortInUseAndWhatWantedIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = new Ports(taken.getLocalPort() - Use.KAFKA.ordinal());

            String message = assertThrows(Refusal.class, ports::requireFree).getMessage();

            assertTrue(message.contains(taken.getLocalPort() + " (kafka)") && message.contains("--port"), message);
        }
    }
}
