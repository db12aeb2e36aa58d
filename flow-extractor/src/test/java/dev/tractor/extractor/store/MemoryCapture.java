package dev.tractor.extractor.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A capture in memory whose reads can be made to fail.
public final class MemoryCapture implements CaptureObject {
    /// What happens to a read.
    @FunctionalInterface
    public interface Fault {
        /// @param read counted from 0
        /// @return the stream that the reader gets
        InputStream apply(int read, InputStream good) throws IOException, InterruptedException;
    }

    private final byte[] content;
    private final List<String> reads = new CopyOnWriteArrayList<>();
    private volatile Fault fault = (read, good) -> good;
    private volatile boolean overwritten;

    public MemoryCapture(byte[] content) {
        this.content = content;
    }

    public MemoryCapture with(Fault wanted) {
        fault = wanted;
        return this;
    }

    public void overwrite() {
        overwritten = true;
    }

    /// The ranges that were asked for, as `offset+count`.
    public List<String> reads() {
        return reads;
    }

    @Override
    public String name() {
        return "memory.pcap";
    }

    @Override
    public long length() {
        return content.length;
    }

    @Override
    public InputStream open(long offset, long count) throws IOException, InterruptedException {
        requireUnchanged();
        reads.add(offset + "+" + count);
        return fault.apply(reads.size() - 1, new ByteArrayInputStream(content, (int) offset, (int) count));
    }

    @Override
    public void requireUnchanged() {
        if (overwritten) {
            throw CaptureChangedException.overwritten();
        }
    }
}
