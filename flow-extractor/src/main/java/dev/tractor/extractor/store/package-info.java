/// The object store: captures are read from it, packet indexes written to it.
package dev.tractor.extractor.store;
