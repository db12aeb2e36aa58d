package dev.tractor.stats.geo;

import com.maxmind.db.CHMCache;
import com.maxmind.geoip2.DatabaseReader;
import com.maxmind.geoip2.exception.GeoIp2Exception;
import com.maxmind.geoip2.record.City;
import com.maxmind.geoip2.record.Country;
import dev.tractor.stats.GeoipConfig;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Finds the place of an address in a MaxMind database with the City or Country layout. Never fails: what cannot be found is unknown.
@Singleton
@Startup
public class GeoDatabase {
    private static final Logger LOG = Logger.getLogger(GeoDatabase.class);

    private enum Layout { CITY, COUNTRY }

    private record Source(DatabaseReader reader, Layout layout) {}

    private final Optional<Source> source;
    private final AtomicBoolean faultLogged = new AtomicBoolean();

    @Inject
    GeoDatabase(GeoipConfig config) {
        this(config.database());
    }

    GeoDatabase(Optional<Path> file) {
        source = file.flatMap(GeoDatabase::open);
    }

    private static Optional<Source> open(Path file) {
        try {
            DatabaseReader reader = new DatabaseReader.Builder(file.toFile()).withCache(new CHMCache()).build();
            String type = reader.metadata().databaseType();
            Optional<Layout> layout = type.contains("City") ? Optional.of(Layout.CITY) : type.contains("Country") ? Optional.of(Layout.COUNTRY) : Optional.empty();
            if (layout.isEmpty()) {
                LOG.errorf("GeoIP database %s is not used: its type %s has neither the City nor the Country layout", file, type);
                reader.close();
                return Optional.empty();
            }
            LOG.infof("GeoIP database %s: %s, built %s", file, type, reader.metadata().buildTime());
            return Optional.of(new Source(reader, layout.get()));
        } catch (IOException | RuntimeException e) {
            LOG.errorf("GeoIP database %s is not used, every public address is unknown: %s", file, e);
            return Optional.empty();
        }
    }

    /// The place of the address, [Place#PRIVATE] or [Place#UNKNOWN].
    public Place place(IpAddress address) {
        return address.isPrivate() ? Place.PRIVATE : source.map(found -> look(found, address.toInetAddress())).orElse(Place.UNKNOWN);
    }

    private Place look(Source source, InetAddress address) {
        try {
            return switch (source.layout) {
                case CITY -> source.reader.tryCity(address).map(found -> Place.of(name(found.country()), name(found.city()))).orElse(Place.UNKNOWN);
                case COUNTRY -> source.reader.tryCountry(address).map(found -> Place.of(name(found.country()), null)).orElse(Place.UNKNOWN);
            };
        } catch (IOException | GeoIp2Exception | RuntimeException e) {
            if (faultLogged.compareAndSet(false, true)) {
                LOG.errorf("the GeoIP database is damaged, places of some addresses stay unknown: %s", e);
            }
            return Place.UNKNOWN;
        }
    }

    private static String name(Country country) {
        return country == null ? null : country.name();
    }

    private static String name(City city) {
        return city == null ? null : city.name();
    }

    @PreDestroy
    void close() throws IOException {
        if (source.isPresent()) {
            source.get().reader.close();
        }
    }
}
