package dev.tractor.flow;

/// How far a capture shows what went over the wire. All zero for a whole and clean one; [Symptom] says what each means.
///
/// @param packetsSnapped packets whose payload is cut
/// @param flowsSnapped flows with such a packet; the other `flows…` likewise
/// @param packetsReordered packets that are older than the one before them
/// @param clockJumps leaps of more than a day between neighbouring packets
/// @param packetsSuper packets longer than a frame
/// @param packetsDuplicated packets that were captured twice; they are counted in their flows like all others
/// @param flowsOneSided TCP flows with one side missing
/// @param bytesMissing TCP sequence numbers that were skipped or acknowledged and never came
/// @param flowsEvicted flows that were ended early because the flow table was full
public record Health(
        long packetsSnapped, long flowsSnapped, long packetsReordered, long flowsReordered, long clockJumps, long packetsSuper, long flowsWithSuperPackets,
        long packetsDuplicated, long flowsDuplicated, long flowsOneSided, long bytesMissing, long flowsWithGaps, long flowsEvicted) {}
