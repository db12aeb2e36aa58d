package dev.tractor.model;

/// What belongs to texts that are looked for as ends or begins of a longer one, without making a string of each. A lookup reads each character once, whatever the number of texts.
final class PartIndex<V> {
    private static final int FIRST_CAPACITY = 64;
    private static final int MULTIPLIER = 31;

    /// Open addressing, at most half full.
    private String[] texts = new String[FIRST_CAPACITY];
    private Object[] values = new Object[FIRST_CAPACITY];
    private int count;
    /// Whether hashes are taken from the end of a text on, so that those of all its ends come one after the other.
    private final boolean ofEnds;

    PartIndex(boolean ofEnds) {
        this.ofEnds = ofEnds;
    }

    /// @return what has the text already, or null
    V putIfAbsent(String text, V value) {
        int hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = with(hash, text.charAt(ofEnds ? text.length() - 1 - i : i));
        }
        int place = place(hash, text, 0, text.length());
        if (texts[place] != null) {
            return valueOf(values[place]);
        }
        texts[place] = text;
        values[place] = value;
        if (2 * ++count > texts.length) {
            grow();
        }
        return null;
    }

    private void grow() {
        String[] oldTexts = texts;
        Object[] oldValues = values;
        texts = new String[2 * oldTexts.length];
        values = new Object[texts.length];
        count = 0;
        for (int i = 0; i < oldTexts.length; i++) {
            if (oldTexts[i] != null) {
                putIfAbsent(oldTexts[i], valueOf(oldValues[i]));
            }
        }
    }

    /// The hash of a text with one more character.
    static int with(int hash, char c) {
        return MULTIPLIER * hash + c;
    }

    /// Null when nothing belongs to that part.
    ///
    /// @param hash of its characters, taken in this index's direction
    V of(int hash, String whole, int from, int to) {
        return valueOf(values[place(hash, whole, from, to)]);
    }

    @SuppressWarnings("unchecked")
    private V valueOf(Object value) {
        return (V) value;
    }

    /// Where that text is, or would be.
    private int place(int hash, String whole, int from, int to) {
        int mask = texts.length - 1;
        int place = (hash ^ hash >>> 15) & mask;
        while (texts[place] != null && !(texts[place].length() == to - from && whole.startsWith(texts[place], from))) {
            place = place + 1 & mask;
        }
        return place;
    }
}
