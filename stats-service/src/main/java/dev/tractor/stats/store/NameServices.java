package dev.tractor.stats.store;

import java.util.List;

/// Application protocols whose flows name what is asked about, not who is asked.
public final class NameServices {
    public static final List<String> PROTOCOLS = List.of("dns", "mdns", "llmnr");

    private NameServices() {}
}
