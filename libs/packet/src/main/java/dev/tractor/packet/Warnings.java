package dev.tractor.packet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects what is odd in a capture, one [CaptureWarning] per code.
public final class Warnings {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /// Counts one more of a code that is known already.
    ///
    /// @return false when `code` is new, so that a message is only made once
    public boolean again(String code) {
        Entry entry = entries.get(code);
        if (entry != null) {
            entry.count++;
        }
        return entry != null;
    }

    /// Counts one more of `code`; the message of the first stays.
    public void add(String code, String message, long offset) {
        add(code, message, 1, offset);
    }

    public void add(String code, String message, long count, long offset) {
        entries.computeIfAbsent(code, _ -> new Entry(message, offset)).count += count;
    }

    /// Takes what others have collected of the same capture.
    public void addAll(Warnings others) {
        others.entries.forEach((code, entry) -> add(code, entry.message, entry.count, entry.offset));
    }

    /// In the order of the places where they were first seen, whoever noticed them first.
    public List<CaptureWarning> list() {
        List<CaptureWarning> list = new ArrayList<>();
        entries.forEach((code, entry) -> list.add(new CaptureWarning(code, entry.message, entry.count, entry.offset)));
        list.sort(Warnings::byPlace);
        return list;
    }

    private static int byPlace(CaptureWarning a, CaptureWarning b) {
        int byOffset = Long.compare(a.firstOffset(), b.firstOffset());
        return byOffset == 0 ? a.code().compareTo(b.code()) : byOffset;
    }

    private static final class Entry {
        final String message;
        final long offset;
        long count;

        Entry(String message, long offset) {
            this.message = message;
            this.offset = offset;
        }
    }
}
