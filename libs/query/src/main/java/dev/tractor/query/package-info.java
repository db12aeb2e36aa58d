/// The query language in which the page, the API and the command line ask for flows.
package dev.tractor.query;
