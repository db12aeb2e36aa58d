/// Captures, jobs and uploads as the paths beside v1 show them.
package dev.tractor.gateway.captures;
