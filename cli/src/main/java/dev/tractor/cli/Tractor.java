package dev.tractor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// The command `tractor`. Exit codes: 0 fine, 1 the input or the work failed, 2 wrong usage.
public final class Tractor {
    private static final Map<String, Function<Streams, CommandSpec>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("info", streams -> new InfoCommand(streams).spec());
        COMMANDS.put("flows", streams -> new FlowsCommand(streams).spec());
        COMMANDS.put("classify", streams -> new ClassifyCommand(streams).spec());
        COMMANDS.put("sessions", streams -> new SessionsCommand(streams).spec());
        COMMANDS.put("packets", streams -> new PacketsCommand(streams).spec());
        COMMANDS.put("train", streams -> new TrainCommand(streams).spec());
        COMMANDS.put("evaluate", streams -> new EvaluateCommand(streams).spec());
        COMMANDS.put("models", ModelCommands::spec);
        COMMANDS.put("captures", CaptureCommands::spec);
        COMMANDS.put("jobs", JobCommands::spec);
        COMMANDS.put("upload", streams -> new UploadCommand(streams).spec());
        COMMANDS.put("process", streams -> new ProcessCommand(streams).spec());
        COMMANDS.put("job", streams -> new JobCommand(streams).spec());
    }

    private Tractor() {}

    public static void main(String[] args) {
        int exitCode = run(Streams.standard(), args);
        // System.exit loads the JDK's logging, to log the exit: not when all went well
        if (exitCode != CommandLine.ExitCode.OK) {
            System.exit(exitCode);
        }
    }

    /// @return the exit code
    static int run(Streams streams, String... args) {
        CommandLine line = commandLine(streams, args);
        try (PrintWriter out = new PrintWriter(streams.out(), false, StandardCharsets.UTF_8); PrintWriter err = new PrintWriter(streams.err(), true)) {
            line.setOut(out).setErr(err);
            return line.execute(args);
        }
    }

    /// Only the command that is called is built, and all of them for the help.
    private static CommandLine commandLine(Streams streams, String[] args) {
        CommandLine line = new CommandLine(root());
        Function<Streams, CommandSpec> called = args.length == 0 ? null : COMMANDS.get(args[0]);
        if (called != null) {
            line.addSubcommand(args[0], called.apply(streams));
        } else {
            COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.apply(streams)));
            line.addSubcommand("help", new HelpCommand());
        }
        // picocli would call Path.of by reflection
        return line.registerConverter(Path.class, Path::of)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Tractor::wrongUsage)
                .setExecutionExceptionHandler((failure, failed, _) -> failed(streams, failed, failure));
    }

    private static CommandSpec root() {
        CommandSpec root = CommandSpec.create().name("tractor").versionProvider(Tractor::version);
        root.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help and exit.").build());
        root.addOption(OptionSpec.builder("-V", "--version").versionHelp(true).description("Show the version and exit.").build());
        root.usageMessage()
                .description("Analyses network traffic captures: flows, features, labels, sessions.")
                .synopsisSubcommandLabel("COMMAND")
                .commandListHeading("%nCommands:%n")
                .footer(
                        "", "FILE may be - for standard input. 'tractor COMMAND --help' tells more.",
                        "Exit codes: 0 fine, 1 the input or the work failed, 2 wrong usage.");
        return root;
    }

    /// From the jar's manifest.
    private static String[] version() {
        String version = Tractor.class.getPackage().getImplementationVersion();
        return new String[] {"tractor " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version().feature()};
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
}
