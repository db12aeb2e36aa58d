package dev.tractor.registry.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tractor.registry.capture.Capture;

/// What a job's answer depends on, as JSON: the capture's version, the options, and the engine's version once an extractor has said it.
final class Pins {
    private Pins() {}

    static String atStart(Capture capture, JobOptions options) {
        ObjectNode pins = Json.mapper().createObjectNode();
        pins.putObject("capture").put("name", capture.name()).put("etag", capture.etag());
        pins.set("options", Json.read(options.json()));
        return pins.toString();
    }

    static String withEngine(String pins, String engineVersion) {
        ObjectNode all = (ObjectNode) Json.read(pins);
        all.put("engine_version", engineVersion);
        return Json.storable(all.toString());
    }
}
