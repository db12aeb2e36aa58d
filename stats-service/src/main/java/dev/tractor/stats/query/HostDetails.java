package dev.tractor.stats.query;

import java.util.List;

/// What the flows of a job say about one host.
///
/// @param asNumber of the autonomous system of a public address, null where no database knows it
/// @param asOrganization that runs it
/// @param userAgent that it names most often as a client, null when it names none
/// @param domainName by which it is addressed most often as a server, null when by none
public record HostDetails(String country, String city, Long asNumber, String asOrganization, String userAgent, String domainName, List<StatisticItem> statistics) {}
