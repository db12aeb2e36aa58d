package dev.tractor.e2e;

import java.net.URI;

/// A running TrActor with everything it needs.
interface Stack extends AutoCloseable {
    /// What a class of tests locks that starts one of its own: one such class runs at a time.
    String OWN = "a suite";

    URI gateway();

    URI s3();

    String accessKey();

    String secretKey();

    @Override
    void close();
}
