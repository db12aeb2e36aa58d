package dev.tractor.gateway.results;

import dev.tractor.flow.index.CaptureBytes;
import dev.tractor.flow.index.PacketIndexReader;
import dev.tractor.flow.index.Span;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/// Ranged reads of one object, of which the next ones are asked for while one is read: a store answers several requests together much sooner than one after another. What was
/// answered and not read yet waits in the connection. For one thread.
public final class ReadAhead implements CaptureBytes, PacketIndexReader.Source, AutoCloseable {
    /// Answers that are waited for or wait to be read: more keep a store no busier, each is a connection.
    private static final int MAX_ASKED = 8;
    private static final Logger LOG = Logger.getLogger(ReadAhead.class);

    private record Asked(Span span, CompletableFuture<InputStream> answer) {}

    private final RangedObject object;
    private final Queue<Span> expected = new ArrayDeque<>();
    private final Queue<Asked> asked = new ArrayDeque<>();

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
        Asked next = asked.peek();
        if (next == null || !next.span.equals(new Span(offset, length))) return object.open(offset, length);
        asked.remove();
        askAhead();
        return object.opened(next.answer);
    }

    @Override
    public byte[] read(long position, int length) {
        return object.bytes(open(position, length), length);
    }

    private void askAhead() {
        while (asked.size() < MAX_ASKED && !expected.isEmpty()) {
            Span span = expected.remove();
            asked.add(new Asked(span, object.ask(span.offset(), span.length())));
        }
    }

    /// Gives up what was asked for and not read.
    @Override
    public void close() {
        expected.clear();
        asked.forEach(left -> left.answer.thenAccept(ReadAhead::close));
        asked.clear();
    }

    private static void close(InputStream unread) {
        try {
            unread.close();
        } catch (IOException e) {
            LOG.debug("an answer that nobody reads", e);
        }
    }
}
