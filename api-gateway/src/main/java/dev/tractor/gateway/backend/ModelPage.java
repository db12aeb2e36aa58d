package dev.tractor.gateway.backend;

import java.util.List;

/// The models as file-registry lists them.
public record ModelPage(List<Model> models) {}
