package dev.tractor.gateway.upload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/// How captures come in. Those that pass the gateway take about two times `concurrent` × `part-size` of memory.
@ConfigMapping(prefix = "tractor.upload")
public interface UploadConfig {
    /// Length of the pieces in which a capture goes to the bucket. S3 takes at least 5 MiB and at most 10,000 pieces an object, so 8 MiB carry a capture of 80,000 MiB.
    @WithDefault("8M")
    MemorySize partSize();

    /// Uploads that are read at once; others wait, held back by TCP.
    @WithDefault("3")
    int concurrent();

    /// Where clients, such as browsers, reach the object store, `https://host:port`: they may then send captures straight to it. Without it all come through the gateway.
    Optional<URI> publicUrl();
}
