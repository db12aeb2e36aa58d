/// Fuzz targets for every parser and for the whole engine, and what runs them.
package dev.tractor.fuzz;
