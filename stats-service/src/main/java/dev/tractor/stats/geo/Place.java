package dev.tractor.stats.geo;

/// Where an address is, by English names.
public record Place(String country, String city) {
    /// A private, loopback or link-local address, which is nowhere in particular.
    static final Place PRIVATE = new Place("private", "private");
    /// Not in the database.
    static final Place UNKNOWN = new Place("unknown", "unknown");

    static Place of(String country, String city) {
        return new Place(country == null ? UNKNOWN.country : country, city == null ? UNKNOWN.city : city);
    }
}
