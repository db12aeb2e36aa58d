/// Reaches into the packet library for the fuzz targets.
package dev.tractor.packet;
