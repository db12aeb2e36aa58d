/// What the other modules speak about: evidence, end reasons, feature profiles. It depends on the JDK only.
package dev.tractor.vocabulary;
