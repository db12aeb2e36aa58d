package dev.tractor.e2e;

import java.net.URI;

/// A running TrActor with everything it needs.
interface Stack extends AutoCloseable {
    URI gateway();

    URI s3();

    String accessKey();

    String secretKey();

    @Override
    void close();
}
