/// The stateless front of TrActor: REST v1 over the other services, uploads to the bucket, and the web page.
package dev.tractor.gateway;
