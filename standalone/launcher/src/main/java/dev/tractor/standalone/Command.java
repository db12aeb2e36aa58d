package dev.tractor.standalone;

import java.util.List;
import java.util.Map;

/// @param environment added to the launcher's own
record Command(List<String> words, Map<String, String> environment) {}
