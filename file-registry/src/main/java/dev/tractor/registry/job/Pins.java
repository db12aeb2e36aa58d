package dev.tractor.registry.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tractor.contracts.v1.Completed;
import dev.tractor.registry.capture.Capture;
import dev.tractor.registry.model.RegisteredModel;

/// What a job's answer depends on, as JSON: the capture's version, the options and the model from the beginning; the engine's version once an extractor has said it; label catalogue and
/// GeoIP edition once the job is complete.
final class Pins {
    private Pins() {}

    static String atStart(Capture capture, JobOptions options) {
        ObjectNode pins = Json.mapper().createObjectNode();
        pins.putObject("capture").put("name", capture.name()).put("etag", capture.etag());
        pins.set("options", Json.read(options.json()));
        return pins.toString();
    }

    static String withModel(String pins, RegisteredModel model) {
        ObjectNode all = object(pins);
        all.putObject("model").put("name", model.name()).put("digest", model.digest()).put("profile", model.profile());
        return Json.storable(all.toString());
    }

    static String withFlows(String pins, StoredFlows flows) {
        ObjectNode all = object(pins);
        all.putObject("flows").put("job_id", flows.jobId()).put("attempt", flows.attempt());
        return all.toString();
    }

    static String withEngine(String pins, String engineVersion) {
        ObjectNode all = object(pins);
        all.put("engine_version", engineVersion);
        return Json.storable(all.toString());
    }

    static String withUsed(String pins, Completed used) {
        ObjectNode all = object(pins);
        if (!used.getCatalogueDigest().isEmpty()) {
            all.put("catalogue_digest", used.getCatalogueDigest());
        }
        if (!used.getGeoipDigest().isEmpty()) {
            all.putObject("geoip").put("digest", used.getGeoipDigest()).put("edition", used.getGeoipEdition());
        }
        return Json.storable(all.toString());
    }

    static StoredFlows flows(String pins) {
        JsonNode flows = Json.read(pins).path("flows");
        return new StoredFlows(flows.path("job_id").asLong(), flows.path("attempt").asInt());
    }

    /// Of the model; empty text without one.
    static String profile(String pins) {
        return Json.read(pins).path("model").path("profile").asText();
    }

    private static ObjectNode object(String pins) {
        return (ObjectNode) Json.read(pins);
    }
}
