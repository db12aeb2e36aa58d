package dev.tractor.cli;

import java.nio.charset.StandardCharsets;

/// A column of a table: a field of a CSV header, a key of a JSON object.
///
/// @param name a plain identifier that needs no quoting anywhere
/// @param jsonKey `"name":`
record Column(String name, byte[] jsonKey) {
    static Column named(String name) {
        return new Column(name, ("\"" + name + "\":").getBytes(StandardCharsets.UTF_8));
    }
}
