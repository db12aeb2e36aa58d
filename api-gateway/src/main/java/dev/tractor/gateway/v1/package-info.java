/// The shapes of REST v1, named as in its contract: a field is never renamed, retyped or dropped.
package dev.tractor.gateway.v1;
