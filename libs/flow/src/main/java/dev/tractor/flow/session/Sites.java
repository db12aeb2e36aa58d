package dev.tractor.flow.session;

import java.util.Set;

/// The site that a host name belongs to: the name under which one registers, told by its form. The public suffix list would be exact; a session only needs names that belong together to
/// stay together, and the names under which many register to be told apart.
final class Sites {
    /// Second labels that registries of countries put before the registered name, as in `example.co.uk`.
    private static final Set<String> SECOND_LEVEL = Set.of("ac", "co", "com", "edu", "go", "gob", "gov", "gv", "mil", "ne", "net", "nom", "or", "org", "sch");
    private static final int COUNTRY_CODE = 2;
    /// Names of hosting and delivery networks under which each customer has one of its own (as the private part of the public suffix list has them).
    private static final Set<String> SHARED = Set.of(
            "akamaiedge.net", "akamaihd.net", "akamaized.net", "amazonaws.com", "appspot.com", "azureedge.net", "azurewebsites.net", "b-cdn.net", "blogspot.com", "cloudapp.net", "cloudfront.net",
            "cloudfunctions.net", "edgekey.net", "edgesuite.net", "fastly.net", "firebaseapp.com", "firebaseio.com", "github.io", "githubusercontent.com", "gitlab.io", "herokuapp.com",
            "myshopify.com", "netlify.app", "ngrok.io", "onrender.com", "pages.dev", "run.app", "vercel.app", "web.app", "wordpress.com", "workers.dev");

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
        boolean shared = begin > 0 && SHARED.contains(host.substring(begin + 1));
        return host.substring((shared ? host.lastIndexOf('.', begin - 1) : begin) + 1);
    }
}
