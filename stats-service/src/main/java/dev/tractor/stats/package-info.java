/// Keeps the flows of every job in PostgreSQL, says when a job is complete and answers questions about it.
package dev.tractor.stats;
