/// The gateway over HTTP, with a real S3 server and the wire contracts of the other services around it.
package dev.tractor.gateway;
