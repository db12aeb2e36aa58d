/// The models that label jobs: which there are, and which one is active.
package dev.tractor.registry.model;
