package dev.tractor.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.testcontainers.DockerClientFactory;

/// The contract over MinIO, Apache Kafka and PostgreSQL in containers.
class ContainersMainJobIT extends MainJobContract {
    @Override
    Stack start() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers here");
        return ContainerStack.start();
    }
}
