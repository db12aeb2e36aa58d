package dev.tractor.model;

import java.util.List;

/// What speaks for one label, as its YAML file has it; every list may be absent.
///
/// @param domains the name itself or any name under it
/// @param tcp well-known TCP ports
/// @param udp well-known UDP ports
/// @param tls well-known TCP ports where the label's protocol is spoken within TLS from the first byte on
/// @param protocols values of the evidence `protocol` or `application`
/// @param alpn ALPN identifiers (RFC 7301) that only this label uses
/// @param ip IP protocol numbers
/// @param agents first product of the user agent, without its version, in lower case
/// @param methods HTTP methods that only this label uses
/// @param content HTTP content types that only this label uses, without parameters
/// @param paths what HTTP request targets begin with, up to a `/`, `?` or `=` or their end
/// @param certificates common names of certificates that are no host names
/// @param addresses address ranges of the label's servers as `ADDRESS/PREFIX`
/// @param source where the address ranges are published
record LabelRules(
        List<String> domains, List<Integer> tcp, List<Integer> udp, List<Integer> tls, List<String> protocols, List<String> alpn, List<Integer> ip,
        List<String> agents, List<String> methods, List<String> content, List<String> paths, List<String> certificates, List<String> addresses, String source) {
    LabelRules {
        domains = copy(domains);
        tcp = copy(tcp);
        udp = copy(udp);
        tls = copy(tls);
        protocols = copy(protocols);
        alpn = copy(alpn);
        ip = copy(ip);
        agents = copy(agents);
        methods = copy(methods);
        content = copy(content);
        paths = copy(paths);
        certificates = copy(certificates);
        addresses = copy(addresses);
    }

    /// Every list, in the order in which a digest takes them.
    List<List<?>> all() {
        return List.of(domains, tcp, udp, tls, protocols, alpn, ip, agents, methods, content, paths, certificates, addresses);
    }

    boolean isEmpty() {
        return all().stream().allMatch(List::isEmpty);
    }

    private static <T> List<T> copy(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
