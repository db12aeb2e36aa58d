/// flow-extractor: streams a capture from the object store, meters its flows and publishes them in batches.
package dev.tractor.extractor;
