package dev.tractor.gateway.results;

import dev.tractor.flow.index.CaptureBytes;
import dev.tractor.flow.index.PacketIndexReader;
import dev.tractor.flow.index.Span;
import dev.tractor.gateway.backend.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/// Ranged reads of one object, of which the next ones are asked for while one is read: a store answers several requests together much sooner than one after another. For one thread.
public final class ReadAhead implements CaptureBytes, PacketIndexReader.Source {
    /// More keep a store no busier.
    private static final int MAX_ASKED = 8;
    /// What is answered before it is read is held in memory, so that a slow reader keeps no connection waiting.
    private static final long MAX_ASKED_BYTES = 6 << 20;
    /// A longer range is asked for in parts, so that several of them are on their way; each costs a store half a millisecond.
    private static final long MAX_PART_BYTES = 2 << 20;

    /// Threads of the system: they mostly wait for bytes that come in many pieces, which virtual ones would be woken for one by one.
    private static final Executor ASKING = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("read ahead").factory());

    private record Asked(Span part, CompletableFuture<byte[]> answer) {}

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
        return new Parts(offset, offset + length);
    }

    @Override
    public byte[] read(long position, int length) throws IOException {
        try (InputStream parts = open(position, length)) {
            return parts.readNBytes(length);
        }
    }

    private void askAhead() {
        while (!expected.isEmpty() && asked.size() < MAX_ASKED && askedBytes + expected.element().length() <= MAX_ASKED_BYTES) {
            Span part = expected.remove();
            askedBytes += part.length();
            asked.add(new Asked(part, CompletableFuture.supplyAsync(() -> object.read(part.offset(), (int) part.length()), ASKING)));
        }
    }

    /// @return the part that begins there, asked for ahead or now
    private byte[] part(long offset, long most) {
        if (asked.isEmpty() || asked.element().part.offset() != offset) {
            return object.read(offset, (int) Math.min(MAX_PART_BYTES, most));
        }
        Asked next = asked.remove();
        askedBytes -= next.part.length();
        askAhead();
        try {
            return next.answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ApiException refused ? refused : e;
        }
    }

    /// Gives the parts of a range as they are reached.
    private final class Parts extends InputStream {
        private final long end;
        /// Where the next part begins.
        private long next;
        private byte[] part = {};
        private int at;

        private Parts(long offset, long end) {
            this.next = offset;
            this.end = end;
        }

        /// @return how much there is of the present part, 0 at the end
        private int ready() {
            if (at == part.length && next < end) {
                part = part(next, end - next);
                next += part.length;
                at = 0;
            }
            return part.length - at;
        }

        @Override
        public int read() {
            return ready() == 0 ? -1 : part[at++] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            int taken = Math.min(count, ready());
            System.arraycopy(part, at, into, offset, taken);
            at += taken;
            return taken == 0 && count > 0 ? -1 : taken;
        }

        @Override
        public long skip(long count) {
            int passed = (int) Math.min(count, ready());
            at += passed;
            return passed;
        }
    }
}
