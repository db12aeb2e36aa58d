package dev.tractor.extractor.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An object in memory that is uploaded in parts. Every first try of a call can be made to fail.
public final class MemoryUpload implements ObjectUpload {
    private final Map<String, byte[]> parts = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private boolean failsOnce;
    private String failed = "";
    private byte[] object;

    public MemoryUpload failingOnce() {
        failsOnce = true;
        return this;
    }

    public List<String> calls() {
        return calls;
    }

    /// The object, null while there is none.
    public byte[] object() {
        return object;
    }

    @Override
    public String name() {
        return "memory.idx";
    }

    @Override
    public void put(byte[] bytes, int length) throws IOException {
        called("put " + length);
        object = Arrays.copyOf(bytes, length);
    }

    @Override
    public String begin() throws IOException {
        called("begin");
        return "u1";
    }

    @Override
    public String part(String uploadId, int number, byte[] bytes, int length) throws IOException {
        called("part " + number + " " + length);
        parts.put("etag-" + number, Arrays.copyOf(bytes, length));
        return "etag-" + number;
    }

    @Override
    public void complete(String uploadId, List<String> etags) throws IOException {
        called("complete " + etags);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (String etag : etags) {
            whole.write(parts.get(etag));
        }
        object = whole.toByteArray();
    }

    @Override
    public void abort(String uploadId) throws IOException {
        called("abort " + uploadId);
    }

    private void called(String call) throws IOException {
        if (failsOnce && !failed.equals(call)) {
            failed = call;
            throw new IOException("the store is away");
        }
        calls.add(call);
    }
}
