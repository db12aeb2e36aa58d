/// Capture formats, link types and packet decoders, as views over memory.
package dev.tractor.packet;
