package dev.tractor.stats.intake;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while a message is tried again and again.
@Readiness
@ApplicationScoped
class IntakeCheck implements HealthCheck {
    private final Retry retry;

    IntakeCheck(Retry retry) {
        this.retry = retry;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("intake").status(!retry.isFailing()).build();
    }
}
