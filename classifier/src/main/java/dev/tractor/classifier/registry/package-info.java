/// What the classifier tells file-registry.
package dev.tractor.classifier.registry;
