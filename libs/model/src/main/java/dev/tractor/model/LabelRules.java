package dev.tractor.model;

import java.util.List;

/// What speaks for one label, as its YAML file has it; every list may be absent.
///
/// @param domains the name itself or any name under it
/// @param tcp well-known TCP ports
/// @param udp well-known UDP ports
/// @param protocols values of the evidence `protocol`
/// @param alpn ALPN identifiers (RFC 7301) that only this label uses
/// @param ip IP protocol numbers
record LabelRules(List<String> domains, List<Integer> tcp, List<Integer> udp, List<String> protocols, List<String> alpn, List<Integer> ip) {
    LabelRules {
        domains = copy(domains);
        tcp = copy(tcp);
        udp = copy(udp);
        protocols = copy(protocols);
        alpn = copy(alpn);
        ip = copy(ip);
    }

    boolean isEmpty() {
        return domains.isEmpty() && tcp.isEmpty() && udp.isEmpty() && protocols.isEmpty() && alpn.isEmpty() && ip.isEmpty();
    }

    private static <T> List<T> copy(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
