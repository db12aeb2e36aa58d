/// The service's own properties.
package dev.tractor.extractor.config;
