/// The lease of a job: taken from file-registry, kept by heartbeats, ended by completion or failure.
package dev.tractor.extractor.lease;
