/// What the gateway makes of its back ends' answers.
package dev.tractor.gateway.backend;
