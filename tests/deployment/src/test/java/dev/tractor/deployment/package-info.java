/// Tests of the Helm chart and of the container images.
package dev.tractor.deployment;
