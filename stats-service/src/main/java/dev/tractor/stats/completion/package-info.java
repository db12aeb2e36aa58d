/// Decides when a job is complete and folds its aggregates.
package dev.tractor.stats.completion;
