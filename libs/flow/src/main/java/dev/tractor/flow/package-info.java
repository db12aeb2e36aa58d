/// Flow key, table, expiry, statistics, evidence recognisers and feature profiles; [dev.tractor.flow.FlowMeter] is the entry.
package dev.tractor.flow;
