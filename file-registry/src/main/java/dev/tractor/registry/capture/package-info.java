/// The captures: which versions the bucket has, and from when to when their packets are.
package dev.tractor.registry.capture;
