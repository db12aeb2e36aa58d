package dev.tractor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/// A command. It declares its arguments with picocli's builders, not its annotations: to read those costs 0.1 CPU s, a third of all that a small capture takes.
abstract class Command implements Callable<Integer> {
    final Streams streams;
    private final CommandSpec spec;

    Command(Streams streams, String name, String description) {
        this.streams = streams;
        this.spec = CommandSpec.wrapWithoutInspection(this).name(name);
        spec.usageMessage().description(description).sortOptions(false);
    }

    /// @return the exit code
    /// @throws CommandFailure when the input or the work failed
    @Override
    public abstract Integer call();

    final CommandSpec spec() {
        return spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help and exit.").build());
    }

    /// Declares an option that takes a value.
    final <T> Argument<T> option(Class<T> type, String paramLabel, String description, String... names) {
        return declare(OptionSpec.builder(names).type(type).paramLabel(paramLabel).description(description));
    }

    /// Declares an option that takes a value and must be given.
    final <T> Argument<T> requiredOption(Class<T> type, String paramLabel, String description, String... names) {
        return declare(OptionSpec.builder(names).type(type).paramLabel(paramLabel).description(description).required(true));
    }

    /// Declares an option that takes one value or more, and must be given.
    final <T> Argument<T> requiredOptions(Class<T> arrayType, String paramLabel, String description, String... names) {
        return declare(OptionSpec.builder(names).type(arrayType).arity("1..*").paramLabel(paramLabel).description(description).required(true));
    }

    /// Declares an option that takes a value, or has this one.
    final <T> Argument<T> optionWithDefault(Class<T> type, String defaultValue, String paramLabel, String description, String... names) {
        return declare(OptionSpec.builder(names).type(type).paramLabel(paramLabel).description(description).defaultValue(defaultValue));
    }

    /// Declares an option that is there or not.
    final Argument<Boolean> flag(String description, String... names) {
        return declare(OptionSpec.builder(names).type(boolean.class).defaultValue("false").description(description));
    }

    /// Declares the one argument that is no option.
    final <T> Argument<T> parameter(Class<T> type, String arity, String paramLabel, String description) {
        return declare(PositionalParamSpec.builder().type(type).arity(arity).required(true).paramLabel(paramLabel).description(description).build());
    }

    /// The same for one that may be left out; its value is null then.
    final <T> Argument<T> optionalParameter(Class<T> type, String paramLabel, String description) {
        return declare(PositionalParamSpec.builder().type(type).arity("0..1").required(false).paramLabel(paramLabel).description(description).build());
    }

    private <T> Argument<T> declare(PositionalParamSpec parameter) {
        spec.addPositional(parameter);
        return parameter::getValue;
    }

    private <T> Argument<T> declare(OptionSpec.Builder builder) {
        OptionSpec option = builder.build();
        spec.addOption(option);
        return option::getValue;
    }

    final ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    final void warn(String message) {
        streams.err().println(spec.qualifiedName() + ": " + message);
    }

    /// Gives an argument's value, once the command line has been read.
    @FunctionalInterface
    interface Argument<T> {
        /// @return null for an option that is not given
        T value();
    }
}
