package dev.tractor.cli;

/// The option `--threads`: whether rows are made on a thread of their own.
final class ThreadsOption {
    private static final int MOST_USEFUL = 2;

    private final Command command;
    private final Command.Argument<Integer> threads;

    ThreadsOption(Command command) {
        this.command = command;
        threads = command.optionWithDefault(Integer.class, Integer.toString(Math.min(MOST_USEFUL, Runtime.getRuntime().availableProcessors())), "N",
                "1 makes the rows on the thread that meters, more on one beside it. The rows are the same. Default: 2, or 1 on a single processor.", "--threads");
    }

    /// @throws picocli.CommandLine.ParameterException for a number below 1
    boolean aside() {
        if (threads.value() < 1) {
            throw command.wrongUsage("--threads must be at least 1");
        }
        return threads.value() > 1;
    }
}
