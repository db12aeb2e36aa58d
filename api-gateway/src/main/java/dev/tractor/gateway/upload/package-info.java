/// Uploads: a multipart body streamed into the bucket, part by part, in bounded memory and without a file.
package dev.tractor.gateway.upload;
