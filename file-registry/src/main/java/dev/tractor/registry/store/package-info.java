/// The object store as the registry needs it.
package dev.tractor.registry.store;
