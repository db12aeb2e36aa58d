package dev.tractor.query;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// IP protocols by IANA's names, in lower case, of those that captures have.
public final class TransportProtocols {
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("icmp", 1), Map.entry("igmp", 2), Map.entry("ipv4", 4), Map.entry("tcp", 6), Map.entry("udp", 17), Map.entry("dccp", 33), Map.entry("ipv6", 41), Map.entry("rsvp", 46),
            Map.entry("gre", 47), Map.entry("esp", 50), Map.entry("ah", 51), Map.entry("icmpv6", 58), Map.entry("eigrp", 88), Map.entry("ospf", 89), Map.entry("pim", 103),
            Map.entry("vrrp", 112), Map.entry("l2tp", 115), Map.entry("sctp", 132), Map.entry("udplite", 136));
    private static final Map<Integer, String> NAMES = NUMBERS.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    private static final Set<Integer> WITH_PORTS = Set.of(6, 17, 33, 132, 136);

    private TransportProtocols() {}

    /// @return null for a name that is not known
    static Integer number(String name) {
        return NUMBERS.get(name);
    }

    /// `ip-200` for one without a name here.
    public static String name(int number) {
        String name = NAMES.get(number);
        return name == null ? "ip-" + number : name;
    }

    /// Of every other protocol port 0 means that it has none.
    public static boolean hasPorts(int number) {
        return WITH_PORTS.contains(number);
    }
}
