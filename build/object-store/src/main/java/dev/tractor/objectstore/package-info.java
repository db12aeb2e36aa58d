/// The object store's clients, which services inject.
package dev.tractor.objectstore;
