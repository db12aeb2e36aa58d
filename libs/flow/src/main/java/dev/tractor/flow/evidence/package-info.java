/// Recognisers: what an application says about itself in the first payload bytes of its flow. [Recognisers] has the table of them.
package dev.tractor.flow.evidence;
