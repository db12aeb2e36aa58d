package dev.tractor.stats.geo;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import java.util.Map;

/// Public for the library that makes it. What is read of an entry of a database, in the layout that MaxMind and DB-IP share; null is what it does not say.
///
/// @param autonomousSystem number
/// @param organization that runs it
public record GeoRecord(Named country, Named city, Long autonomousSystem, String organization) {
    private static final String ENGLISH = "en";

    @MaxMindDbConstructor
    public GeoRecord(
            @MaxMindDbParameter(name = "country") Named country,
            @MaxMindDbParameter(name = "city") Named city,
            @MaxMindDbParameter(name = "autonomous_system_number") Long autonomousSystem,
            @MaxMindDbParameter(name = "autonomous_system_organization") String organization) {
        this.country = country;
        this.city = city;
        this.autonomousSystem = autonomousSystem;
        this.organization = organization;
    }

    /// @param names by language
    public record Named(Map<String, String> names) {
        @MaxMindDbConstructor
        public Named(@MaxMindDbParameter(name = "names") Map<String, String> names) {
            this.names = names;
        }
    }

    String countryName() {
        return name(country);
    }

    String cityName() {
        return name(city);
    }

    /// Whether it says anything that is asked for.
    boolean isUseful() {
        return countryName() != null || cityName() != null || autonomousSystem != null;
    }

    private static String name(Named named) {
        return named == null || named.names() == null ? null : named.names().get(ENGLISH);
    }
}
