/// The web page as files.
package dev.tractor.gateway.page;
