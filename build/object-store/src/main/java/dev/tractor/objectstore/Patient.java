package dev.tractor.objectstore;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/// A client that bears a long silence of the store, which may copy for minutes while it puts the parts of an object together.
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface Patient {}
