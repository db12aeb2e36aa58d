/// IP addresses and the places where they are.
package dev.tractor.stats.geo;
