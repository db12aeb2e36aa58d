package dev.tractor.stats.geo;

/// Where an address is.
///
/// @param code ISO 3166-1 alpha-2 of the country, `private` or `unknown`
/// @param country English name
/// @param city English name
public record Place(String code, String country, String city) {
    /// A private, loopback or link-local address, which is nowhere in particular.
    static final Place PRIVATE = new Place("private", "private", "private");
    /// Not in the database.
    static final Place UNKNOWN = new Place("unknown", "unknown", "unknown");

    static Place of(String code, String country, String city) {
        return new Place(code == null ? UNKNOWN.code : code, country == null ? UNKNOWN.country : country, city == null ? UNKNOWN.city : city);
    }
}
