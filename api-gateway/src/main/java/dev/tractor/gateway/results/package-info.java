/// What flow-extractor has stored of a job: its flows with all that is known of them, and where their packets are.
package dev.tractor.gateway.results;
