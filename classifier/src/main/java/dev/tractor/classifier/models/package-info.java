/// The models: checked when they come, kept in the bucket, loaded when a batch names them.
package dev.tractor.classifier.models;
