/// Requests that an OpenAPI description allows and forbids, made up at random, and what every answer has to be like.
package dev.tractor.testsupport.fuzz;
