package dev.tractor.e2e;

import com.fasterxml.jackson.databind.JsonNode;

/// An HTTP answer with its body read as JSON (a missing node where there is none).
record Answer(int status, String contentType, String link, JsonNode body) {}
