/// What runs beside the requests: loops that go on through faults.
package dev.tractor.registry.background;
