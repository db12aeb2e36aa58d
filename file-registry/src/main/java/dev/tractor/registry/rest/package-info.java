/// REST: from requests to calls of the services, and from failures to errors.
package dev.tractor.registry.rest;
