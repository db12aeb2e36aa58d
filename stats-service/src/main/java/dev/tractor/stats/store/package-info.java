/// What is kept of a job: its attempt, its batches and flows, its aggregates and the events that it still has to send.
package dev.tractor.stats.store;
