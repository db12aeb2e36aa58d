package dev.tractor.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts the gateway.
@QuarkusMain
public class Gateway {
    /// Quarkus answers a malformed URI with an empty 400 before any route is asked; `Routes` answers it with the Error body.
    private static final String NO_URI_VALIDATION = "vertx.disableURIValidation";

    public static void main(String... args) {
        System.setProperty(NO_URI_VALIDATION, "true");
        Quarkus.run(args);
    }
}
