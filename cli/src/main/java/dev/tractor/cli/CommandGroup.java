package dev.tractor.cli;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// A command that is nothing but its commands: `tractor models list`.
final class CommandGroup {
    private CommandGroup() {}

    static CommandSpec of(String name, String description, Streams streams, List<Function<Streams, Command>> commands) {
        CommandSpec group = CommandSpec.create().name(name);
        group.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help and exit.").build());
        group.usageMessage().description(description).synopsisSubcommandLabel("COMMAND").commandListHeading("%nCommands:%n");
        commands.stream().map(command -> command.apply(streams).spec()).forEach(command -> group.addSubcommand(command.name(), command));
        return group;
    }
}
