package dev.tractor.stats.geo;

/// A file that is not used as a database.
final class GeoRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    GeoRefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
