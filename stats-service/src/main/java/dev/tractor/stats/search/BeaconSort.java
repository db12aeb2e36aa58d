package dev.tractor.stats.search;

import java.util.function.ToDoubleFunction;

/// The orders in which regular calls can be listed. Those that are equal in it stand by their contacts, the most first, then by their addresses.
public enum BeaconSort {
    SCORE("score", Beacons.Call::score),
    CONTACTS("contacts", Beacons.Call::contacts),
    FLOWS("flows", Beacons.Call::flows),
    INTERVAL("interval", call -> call.intervals().median()),
    /// Relative to the interval.
    DEVIATION("deviation", call -> call.intervals().deviation() / call.intervals().median()),
    BYTES("bytes", call -> call.bytes().median());

    private final String field;
    private final ToDoubleFunction<Beacons.Call> value;

    BeaconSort(String field, ToDoubleFunction<Beacons.Call> value) {
        this.field = field;
        this.value = value;
    }

    /// As a request names it.
    public String field() {
        return field;
    }

    double of(Beacons.Call call) {
        return value.applyAsDouble(call);
    }
}
