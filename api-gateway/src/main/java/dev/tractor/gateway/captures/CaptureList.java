package dev.tractor.gateway.captures;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A page of captures.
@Schema(name = "CaptureList", description = "A page of captures.", requiredProperties = "captures")
public record CaptureList(List<CaptureItem> captures) {}
