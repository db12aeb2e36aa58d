package dev.tractor.stats.geo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Finds places by the databases of one moment. Never fails: what cannot be found is unknown.
public final class Places {
    private static final Logger LOG = Logger.getLogger(Places.class);

    private final List<GeoEdition> editions;

    Places(List<GeoEdition> editions) {
        this.editions = List.copyOf(editions);
    }

    /// The place of the address, [Place#PRIVATE] or [Place#UNKNOWN].
    public Place place(IpAddress address) {
        if (address.isPrivate()) {
            return Place.PRIVATE;
        }
        return first(address, found -> found.countryName() == null && found.cityName() == null ? null : Place.of(found.countryCode(), found.countryName(), found.cityName())).orElse(Place.UNKNOWN);
    }

    /// The network of the address; empty for a private one and where no database knows.
    public Optional<AutonomousSystem> network(IpAddress address) {
        return address.isPrivate() ? Optional.empty() : first(address, found -> found.autonomousSystem() == null ? null : new AutonomousSystem(found.autonomousSystem(), found.organization()));
    }

    private <T> Optional<T> first(IpAddress address, Function<GeoRecord, T> wanted) {
        for (GeoEdition edition : editions) {
            try {
                GeoRecord found = edition.look(address.toInetAddress());
                T value = found == null ? null : wanted.apply(found);
                if (value != null) {
                    return Optional.of(value);
                }
            } catch (IOException | RuntimeException e) {
                LOG.errorf("GeoIP database %s has no readable entry for %s: %s", edition.name(), address, e);
            }
        }
        return Optional.empty();
    }

    /// Digests of the files, in the order in which they are asked; empty without one.
    public String digest() {
        return joined(GeoEdition::digest);
    }

    /// Types and build days of the databases; empty without one.
    public String edition() {
        return joined(GeoEdition::name);
    }

    private String joined(Function<GeoEdition, String> part) {
        return editions.stream().map(part).collect(Collectors.joining(", "));
    }
}
