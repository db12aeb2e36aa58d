/// An S3 server over a folder.
package dev.tractor.standalone.objectstore;
