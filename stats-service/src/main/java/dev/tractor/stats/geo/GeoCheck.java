package dev.tractor.stats.geo;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Ready once the configured databases were read. A refused one is shown and leaves the service ready: its answers are those of the edition before, or `unknown`.
@Readiness
@Singleton
class GeoCheck implements HealthCheck {
    private final GeoDatabase database;

    GeoCheck(GeoDatabase database) {
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("geoip").status(database.isLoaded());
        for (GeoFile file : database.files()) {
            String said = file.edition().map(GeoEdition::name).orElse("none") + file.refusal().map(reason -> "; the file as it is now is refused: " + reason).orElse("");
            answer.withData(file.path().toString(), said);
        }
        return answer.build();
    }
}
