package dev.tractor.stats.search;

import java.math.BigDecimal;

/// A flow as the search shows it; what it does not have is null.
///
/// @param flow its number in the capture, from 0
/// @param timeStart seconds since the epoch with six decimals
/// @param timeEnd seconds since the epoch with six decimals
/// @param durationUs whole microseconds
/// @param protocol IP protocol number
/// @param decidedAfter packets of the flow that had been seen when its label was fixed
/// @param symptoms with blanks between
/// @param srcCountry ISO 3166-1 alpha-2, `private` or `unknown`
public record FoundFlow(
        long flow, String srcIp, int srcPort, String dstIp, int dstPort, int protocol, BigDecimal timeStart, BigDecimal timeEnd, long durationUs,
        long packetsFwd, long packetsBwd, long bytesFwd, long bytesBwd, String endReason, String label, String group, float confidence, String method, String comment,
        String app, String trafficClass, Float trafficClassConfidence, String domain, String userAgent, Long session, String srcCountry, String dstCountry,
        Integer decidedAfter, String symptoms) {}
