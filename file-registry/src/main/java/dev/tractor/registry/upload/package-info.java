/// Captures that clients send straight to the object store, part by part.
package dev.tractor.registry.upload;
