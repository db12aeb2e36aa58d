/// The other services as the gateway sees them: their REST interfaces, shapes and failures.
package dev.tractor.gateway.backend;
