package dev.tractor.flow.session;

import java.util.Set;

/// The site that a host name belongs to: the name under which one registers, told by its form. The public suffix list would be exact; a session only needs names that belong together to
/// stay together, and the names under which many register to be told apart.
final class Sites {
    /// Second labels that registries of countries put before the registered name, as in `example.co.uk`.
    private static final Set<String> SECOND_LEVEL = Set.of("ac", "co", "com", "edu", "go", "gob", "gov", "gv", "mil", "ne", "net", "nom", "or", "org", "sch");
    private static final int COUNTRY_CODE = 2;

    private Sites() {}

    /// @param host lower case, without a trailing dot
    /// @return `example.com` of `www.example.com`; an address as it is; null for a name without a dot
    static String of(String host) {
        int last = host.lastIndexOf('.');
        if (last <= 0 || last == host.length() - 1) {
            return host.indexOf(':') >= 0 ? host : null;
        }
        if (Character.isDigit(host.charAt(host.length() - 1))) {
            return host;
        }
        int second = host.lastIndexOf('.', last - 1);
        boolean underSecondLevel = host.length() - last - 1 == COUNTRY_CODE && SECOND_LEVEL.contains(host.substring(second + 1, last));
        int begin = underSecondLevel && second > 0 ? host.lastIndexOf('.', second - 1) : second;
        return host.substring(begin + 1);
    }
}
