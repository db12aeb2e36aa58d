package dev.tractor.cli;

import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.FlowMeter;
import dev.tractor.flow.FlowSink;
import dev.tractor.flow.MeterOptions;
import dev.tractor.flow.MeterResult;
import dev.tractor.flow.index.CaptureBytes;
import dev.tractor.flow.index.FlowSet;
import dev.tractor.flow.index.PacketIndexReader;
import dev.tractor.flow.index.PacketIndexWriter;
import dev.tractor.flow.index.PacketSlice;
import dev.tractor.flow.index.SequentialBytes;
import dev.tractor.model.Labeller;
import dev.tractor.packet.CaptureFormatException;
import dev.tractor.packet.CaptureReader;
import dev.tractor.query.Predicates;
import dev.tractor.query.Query;
import dev.tractor.vocabulary.FeatureProfile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.ExitCode;

/// `tractor packets`: the packets of the flows that a query finds, as pcapng. The capture is read twice: its flows are known only when they end.
final class PacketsCommand extends Command {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Argument<Path> file = parameter(Path.class, "1", "FILE", "Capture: pcap or pcapng, also gzip or zstd. It is read twice, so that it has to be a file.");
    private final QueryOption query = new QueryOption(this, "Which flows' packets. Without it, those of all flows.");
    private final FlowLimit limit = new FlowLimit(this);
    private final Argument<Path> out = option(Path.class, "FILE", "Write to this file, which appears when it is complete, instead of standard output.", "-o", "--out");

    PacketsCommand(Streams streams) {
        super(streams, "packets", "Cuts the packets of flows out of a capture, as pcapng.");
    }

    @Override
    public Integer call() {
        if (out.value() == null && streams.outIsTerminal()) {
            throw wrongUsage("pcapng is binary; name a file with --out");
        }
        Query asked = query.parse(QueryOption.LABELLED);
        if (!(CaptureSource.of(file.value().toString(), streams) instanceof CaptureSource.CaptureFile capture) || !capture.regular()) {
            throw wrongUsage(file.value() + " can be read only once; write it to a file first");
        }
        if (out.value() != null && CaptureCommand.isSame(capture.path(), out.value())) {
            throw new CommandFailure("--out " + out.value() + " is the capture itself; name another file");
        }
        Path index = null;
        try {
            index = Files.createTempFile("tractor-", ".idx");
            FlowSet wanted = meter(capture, asked, index);
            copy(capture, index, wanted);
        } catch (CaptureFormatException e) {
            throw new CommandFailure(capture.name() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure("cannot cut packets out of " + capture.name() + ": " + Destination.reason(e), e);
        } finally {
            delete(index);
        }
        return ExitCode.OK;
    }

    private FlowSet meter(CaptureSource.CaptureFile capture, Query asked, Path index) throws IOException {
        FlowSet wanted = new FlowSet();
        Predicate<Predicates.Row> condition = Predicates.of(asked);
        if (QueryOption.METERED.containsAll(QueryOption.fields(asked).toList())) {
            meter(capture, MeterOptions.standard().withoutContents(), index, flow -> {
                if (condition.test(QueriedFlow.metered(flow.ordinal(), flow))) {
                    wanted.add(flow.ordinal(), flow.startNanos(), flow.endNanos());
                }
            });
            return wanted;
        }
        try (Labeller labeller = query.labeller()) {
            List<FeatureProfile> profiles = labeller.profiles().stream().map(FeatureProfiles::named).toList();
            LabelledFlows labelled = new LabelledFlows(labeller, profiles, (ordinal, row, decision) -> {
                if (condition.test(QueriedFlow.labelled(ordinal, row, decision))) {
                    wanted.add(ordinal, row.startNanos(), row.endNanos());
                }
            });
            meter(capture, MeterOptions.standard().withProfiles(profiles.toArray(FeatureProfile[]::new)).withAnnouncements(), index, labelled);
            labelled.flush();
        }
        return wanted;
    }

    private void meter(CaptureSource.CaptureFile capture, MeterOptions options, Path index, FlowSink flows) throws IOException {
        try (OutputStream indexOut = new BufferedOutputStream(Files.newOutputStream(index), BUFFER_BYTES); ProgressLine progress = new ProgressLine(streams, capture.length())) {
            PacketIndexWriter packets = new PacketIndexWriter(indexOut, "");
            MeterResult result = FlowMeter.meter(capture.path(), limit.of(options), flows, packets, progress);
            packets.finish();
            CaptureSource.printWarnings(capture, result, streams);
        }
    }

    private void copy(CaptureSource.CaptureFile capture, Path index, FlowSet wanted) throws IOException {
        try (Destination destination = out.value() == null ? Destination.standardOutput(streams) : Destination.file(out.value());
                FileRanges places = new FileRanges(index); FileRanges bytes = new FileRanges(capture.path())) {
            OutputStream buffered = new BufferedOutputStream(destination.stream(), BUFFER_BYTES);
            PacketIndexReader reader = PacketIndexReader.open(places);
            if (isCompressed(capture.path())) {
                try (SequentialBytes sequential = new SequentialBytes(() -> CaptureReader.uncompressed(Files.newInputStream(capture.path())), () -> { })) {
                    PacketSlice.copy(reader, wanted, sequential, buffered);
                }
            } else {
                CaptureBytes ranges = bytes::open;
                PacketSlice.copy(reader, wanted, ranges, buffered);
            }
            buffered.flush();
            destination.commit();
        }
    }

    private static boolean isCompressed(Path capture) throws IOException {
        try (InputStream in = Files.newInputStream(capture)) {
            return CaptureReader.isCompressed(in.readNBytes(Integer.BYTES));
        }
    }

    private static void delete(Path index) {
        try {
            if (index != null) {
                Files.deleteIfExists(index);
            }
        } catch (IOException e) {
            // it is in the folder of temporary files
        }
    }
}
