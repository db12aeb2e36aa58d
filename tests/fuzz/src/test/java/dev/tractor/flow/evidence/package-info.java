/// Reaches into the flow library for the fuzz targets.
package dev.tractor.flow.evidence;
