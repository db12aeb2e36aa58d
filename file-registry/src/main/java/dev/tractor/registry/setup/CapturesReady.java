package dev.tractor.registry.setup;

import dev.tractor.registry.capture.BucketSweep;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready once the bucket was listed. Later faults of the store leave it ready: what is known can be asked for.
@Readiness
@ApplicationScoped
class CapturesReady implements HealthCheck {
    private final BucketSweep sweep;

    CapturesReady(BucketSweep sweep) {
        this.sweep = sweep;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("bucket of captures listed").status(sweep.hasSwept()).build();
    }
}
