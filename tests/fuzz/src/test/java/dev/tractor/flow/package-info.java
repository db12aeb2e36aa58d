/// What the fuzz targets need of the engine and users do not.
package dev.tractor.flow;
