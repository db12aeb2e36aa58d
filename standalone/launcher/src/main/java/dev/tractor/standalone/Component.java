package dev.tractor.standalone;

import java.util.Set;

/// A process of the suite.
///
/// @param needs   the components that have to be ready before it starts the first time
/// @param prepare done before each start
record Component(String name, int port, Set<String> needs, Preparation prepare, Command command, Probe probe, GuardedProcess.Stop stop) {
    interface Preparation {
        void run() throws Exception;

        Preparation NONE = () -> {};
    }
}
