package dev.tractor.extractor.job;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/// By what name the registry knows this process.
final class Owner {
    private Owner() {}

    /// Host, process id and a random number: a pod that starts again with the same host and pid is another owner.
    static String ofThisProcess() {
        return host() + "-" + ProcessHandle.current().pid() + "-" + Integer.toHexString(ThreadLocalRandom.current().nextInt());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
