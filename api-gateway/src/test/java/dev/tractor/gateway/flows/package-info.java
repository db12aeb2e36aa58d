/// What flows are told by.
package dev.tractor.gateway.flows;
