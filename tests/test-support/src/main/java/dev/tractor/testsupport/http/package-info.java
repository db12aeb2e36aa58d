/// Requests to the service under test, and what is asked of its answers.
package dev.tractor.testsupport.http;
