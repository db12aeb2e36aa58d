/// The packet-offset index of a capture: where each flow's packets stand (docs/reference/packet-index.md).
package dev.tractor.flow.index;
