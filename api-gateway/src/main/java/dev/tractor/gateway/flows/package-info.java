/// Flows as they are shown beside v1.
package dev.tractor.gateway.flows;
