/// The HTTP side: paths, parameters, errors and what else a client sees of HTTP.
package dev.tractor.gateway.rest;
