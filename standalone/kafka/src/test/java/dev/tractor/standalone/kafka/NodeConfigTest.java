package dev.tractor.standalone.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class NodeConfigTest {
    private final Map<String, String> properties = new NodeConfig(Path.of("/data/kafka"), 9003, 9004).properties();

    @Test
    void isAcceptedByKafka() {
        KafkaConfig config = new KafkaConfig(properties, false);

        assertFalse(config.autoCreateTopicsEnable());
        assertTrue(config.messageMaxBytes() >= 2 << 20);
    }

    @Test
    void listensOnLoopbackOnly() {
        assertEquals("PLAINTEXT://127.0.0.1:9003,CONTROLLER://127.0.0.1:9004", properties.get("listeners"));
        assertEquals("PLAINTEXT://127.0.0.1:9003", properties.get("advertised.listeners"));
        assertEquals("1@127.0.0.1:9004", properties.get("controller.quorum.voters"));
    }
}
