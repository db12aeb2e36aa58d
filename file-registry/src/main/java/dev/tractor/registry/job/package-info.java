/// The jobs: their states, their leases, and what the other services say about them.
package dev.tractor.registry.job;
