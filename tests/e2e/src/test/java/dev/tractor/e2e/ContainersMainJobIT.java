package dev.tractor.e2e;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/// The contract over MinIO, Apache Kafka and PostgreSQL in containers.
@ExtendWith(ContainersMainJobIT.WhereDockerIs.class)
class ContainersMainJobIT extends MainJobContract {
    /// Skips the class, and says why.
    static final class WhereDockerIs implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (DockerClientFactory.instance().isDockerAvailable()) {
                return ConditionEvaluationResult.enabled("Docker answers");
            }
            System.out.println("Skipped: ContainersMainJobIT, because no Docker engine answers here");
            return ConditionEvaluationResult.disabled("no Docker engine answers here");
        }
    }

    @Override
    Stack start() {
        return ContainerStack.start();
    }
}
