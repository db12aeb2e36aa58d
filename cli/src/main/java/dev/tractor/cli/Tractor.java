package dev.tractor.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `tractor`. Exit codes: 0 fine, 1 the input or the work failed, 2 wrong usage.
@Command(
        name = "tractor",
        description = "Analyses network traffic captures: flows, features, labels.",
        mixinStandardHelpOptions = true,
        versionProvider = Tractor.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {"", "FILE may be - for standard input. 'tractor COMMAND --help' tells more.", "Exit codes: 0 fine, 1 the input or the work failed, 2 wrong usage."})
public final class Tractor implements Runnable {
    private static final Map<String, Function<Streams, Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("info", InfoCommand::new);
        COMMANDS.put("flows", FlowsCommand::new);
        COMMANDS.put("classify", ClassifyCommand::new);
        COMMANDS.put("upload", UploadCommand::new);
        COMMANDS.put("process", ProcessCommand::new);
        COMMANDS.put("job", JobCommand::new);
    }

    @Spec
    private CommandSpec spec;

    private Tractor() {}

    public static void main(String[] args) {
        System.exit(run(Streams.standard(), args));
    }

    /// @return the exit code
    static int run(Streams streams, String... args) {
        CommandLine line = commandLine(streams, args);
        try (PrintWriter out = new PrintWriter(streams.out(), false, StandardCharsets.UTF_8); PrintWriter err = new PrintWriter(streams.err(), true)) {
            line.setOut(out).setErr(err);
            return line.execute(args);
        }
    }

    /// Reflection over every command costs more than reading a small capture, so only the one that is called is built, and all of them for the help.
    private static CommandLine commandLine(Streams streams, String[] args) {
        CommandLine line = new CommandLine(new Tractor());
        Function<Streams, Object> called = args.length == 0 ? null : COMMANDS.get(args[0]);
        if (called != null) {
            line.addSubcommand(args[0], called.apply(streams));
        } else {
            COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.apply(streams)));
            line.addSubcommand("help", new HelpCommand());
        }
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Tractor::wrongUsage)
                .setExecutionExceptionHandler((failure, failed, _) -> failed(streams, failed, failure));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    private static int wrongUsage(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        if (args.length == 0) {
            command.usage(err);
        } else {
            err.println(name + ": " + wrong.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
            err.println("Try '" + name + " --help'.");
        }
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Streams streams, CommandLine command, Exception failure) {
        if (failure instanceof OutputClosedException) {
            return CommandLine.ExitCode.OK;
        }
        streams.err().println(command.getCommandSpec().qualifiedName() + ": " + describe(failure));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String describe(Exception failure) {
        return switch (failure) {
            case CommandFailure told -> told.getMessage();
            case UncheckedIOException e -> describe(e.getCause());
            case IOException e -> Destination.reason(e);
            default -> "a defect of tractor: " + failure + (failure.getStackTrace().length == 0 ? "" : " at " + failure.getStackTrace()[0]);
        };
    }

    /// The version in the jar's manifest.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Tractor.class.getPackage().getImplementationVersion();
            return new String[] {"tractor " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version().feature()};
        }
    }
}
