package dev.tractor.gateway.results;

import dev.tractor.flow.index.CaptureBytes;
import dev.tractor.flow.index.PacketIndexReader;
import dev.tractor.flow.index.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Enumeration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/// Ranged reads of one object, of which the next ones are asked for while one is read: a store answers several requests together much sooner than one after another. For one thread.
public final class ReadAhead implements CaptureBytes, PacketIndexReader.Source {
    /// More keep a store no busier.
    private static final int MAX_ASKED = 8;
    /// What is answered before it is read is held in memory, so that a slow reader keeps no connection waiting.
    private static final long MAX_ASKED_BYTES = 4 << 20;
    /// A longer range is asked for in parts, so that several of them are on their way.
    private static final long MAX_PART_BYTES = 1 << 20;

    private record Asked(Span part, CompletableFuture<InputStream> answer) {}

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
        for (Span span : spans) {
            for (long done = 0; done < span.length(); done += MAX_PART_BYTES) {
                expected.add(new Span(span.offset() + done, Math.min(MAX_PART_BYTES, span.length() - done)));
            }
        }
        askAhead();
    }

    @Override
    public InputStream open(long offset, long length) {
        return isNext(offset) ? new SequenceInputStream(new Parts(offset, offset + length)) : object.open(offset, length);
    }

    private boolean isNext(long offset) {
        return !asked.isEmpty() && asked.element().part.offset() == offset;
    }

    @Override
    public byte[] read(long position, int length) {
        return object.bytes(open(position, length), length);
    }

    private void askAhead() {
        while (!expected.isEmpty() && asked.size() < MAX_ASKED && askedBytes + expected.element().length() <= MAX_ASKED_BYTES) {
            Span part = expected.remove();
            askedBytes += part.length();
            asked.add(new Asked(part, object.ask(part.offset(), part.length()).thenApply(ReadAhead::held)));
        }
    }

    private static InputStream held(InputStream answer) {
        try (answer) {
            return new ByteArrayInputStream(answer.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Gives the parts of an expected range as they are reached.
    private final class Parts implements Enumeration<InputStream> {
        private final long end;
        private long position;

        private Parts(long position, long end) {
            this.position = position;
            this.end = end;
        }

        @Override
        public boolean hasMoreElements() {
            return position < end;
        }

        @Override
        public InputStream nextElement() {
            if (!isNext(position)) {
                long rest = position;
                position = end;
                return object.open(rest, end - rest);
            }
            Asked next = asked.remove();
            position += next.part.length();
            askedBytes -= next.part.length();
            askAhead();
            return object.opened(next.answer);
        }
    }
}
