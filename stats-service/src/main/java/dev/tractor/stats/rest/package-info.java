/// The questions that the other services ask over REST.
package dev.tractor.stats.rest;
