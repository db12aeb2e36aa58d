package dev.tractor.gateway.results;

import dev.tractor.flow.index.CaptureBytes;
import dev.tractor.flow.index.PacketIndexReader;
import dev.tractor.flow.index.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/// Ranged reads of one object, of which the next ones are asked for while one is read: a store answers several requests together much sooner than one after another. For one thread.
public final class ReadAhead implements CaptureBytes, PacketIndexReader.Source {
    /// More keep a store no busier.
    private static final int MAX_ASKED = 8;
    /// What is answered before it is read is held in memory, so that a slow reader keeps no connection waiting. A longer range is asked for when its turn comes.
    private static final long MAX_ASKED_BYTES = 4 << 20;

    private record Asked(Span span, CompletableFuture<InputStream> answer) {}

    private final RangedObject object;
    private final Queue<Span> expected = new ArrayDeque<>();
    private final Queue<Asked> asked = new ArrayDeque<>();
    private long askedBytes;

    public ReadAhead(RangedObject object) {
        this.object = object;
    }

    @Override
    public long length() {
        return object.length();
    }

    @Override
    public void expect(List<Span> spans) {
        expected.addAll(spans);
        askAhead();
    }

    @Override
    public InputStream open(long offset, long length) {
        Span span = new Span(offset, length);
        if (!asked.isEmpty() && asked.element().span.equals(span)) {
            askedBytes -= length;
            var answer = asked.remove().answer;
            askAhead();
            return object.opened(answer);
        }
        if (asked.isEmpty() && span.equals(expected.peek())) {
            expected.remove();
            askAhead();
        }
        return object.open(offset, length);
    }

    @Override
    public byte[] read(long position, int length) {
        return object.bytes(open(position, length), length);
    }

    private void askAhead() {
        while (!expected.isEmpty() && asked.size() < MAX_ASKED && askedBytes + expected.element().length() <= MAX_ASKED_BYTES) {
            Span span = expected.remove();
            askedBytes += span.length();
            asked.add(new Asked(span, object.ask(span.offset(), span.length()).thenApply(ReadAhead::held)));
        }
    }

    private static InputStream held(InputStream answer) {
        try (answer) {
            return new ByteArrayInputStream(answer.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
