/// Packets of flows, cut out of their capture.
package dev.tractor.gateway.packets;
