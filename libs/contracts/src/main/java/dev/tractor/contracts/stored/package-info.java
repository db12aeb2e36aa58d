/// The flows that an attempt has published, as they are kept in the object store (docs/reference/stored-flows.md).
package dev.tractor.contracts.stored;
