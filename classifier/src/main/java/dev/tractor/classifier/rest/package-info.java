/// What the service answers over HTTP (docs/reference/internal-api.md).
package dev.tractor.classifier.rest;
