/// Owns the bucket of captures, the captures and their jobs, the jobs' leases and the events about them.
package dev.tractor.registry;
