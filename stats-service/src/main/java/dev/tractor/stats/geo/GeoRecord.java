package dev.tractor.stats.geo;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import java.util.Map;

/// Public for the library that makes it. What is read of an entry of a database, in the layout that MaxMind and DB-IP share; null is what it does not say.
///
/// @param autonomousSystem number
/// @param organization that runs it
public record GeoRecord(Country country, Named city, Long autonomousSystem, String organization) {
    private static final String ENGLISH = "en";

    @MaxMindDbConstructor
    public GeoRecord(
            @MaxMindDbParameter(name = "country") Country country,
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

    /// @param names by language
    public record Country(String isoCode, Map<String, String> names) {
        @MaxMindDbConstructor
        public Country(@MaxMindDbParameter(name = "iso_code") String isoCode, @MaxMindDbParameter(name = "names") Map<String, String> names) {
            this.isoCode = isoCode;
            this.names = names;
        }
    }

    /// ISO 3166-1 alpha-2.
    String countryCode() {
        return country == null ? null : country.isoCode();
    }

    String countryName() {
        return country == null ? null : name(country.names());
    }

    String cityName() {
        return city == null ? null : name(city.names());
    }

    /// Whether it says anything that is asked for.
    boolean isUseful() {
        return countryName() != null || cityName() != null || autonomousSystem != null;
    }

    private static String name(Map<String, String> names) {
        return names == null ? null : names.get(ENGLISH);
    }
}
