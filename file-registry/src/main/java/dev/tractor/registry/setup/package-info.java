/// What the suite needs around it, and how the registry says how it is.
package dev.tractor.registry.setup;
