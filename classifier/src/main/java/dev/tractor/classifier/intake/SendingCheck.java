package dev.tractor.classifier.intake;

import dev.tractor.classifier.publish.RecordSender;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while a record is sent again and again.
@Readiness
@ApplicationScoped
class SendingCheck implements HealthCheck {
    private final RecordSender sender;

    SendingCheck(RecordSender sender) {
        this.sender = sender;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("sending").status(!sender.isFailing()).build();
    }
}
