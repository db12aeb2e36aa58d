package dev.tractor.gateway.v1;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Names a model.
@Schema(name = "ModelReference", description = "Names a model.", requiredProperties = "model")
public record ModelReference(@Schema(description = "Its name, which means the newest one of that name, or at least 8 characters of its digest", examples = "traffic-class") String model) {}
