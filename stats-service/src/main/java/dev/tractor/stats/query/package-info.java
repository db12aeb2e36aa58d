/// Answers about the flows of complete jobs: counts, hosts and lists.
package dev.tractor.stats.query;
