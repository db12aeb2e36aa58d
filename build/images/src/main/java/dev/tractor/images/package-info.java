/// Makes the container images of the five services from what the build packaged.
package dev.tractor.images;
