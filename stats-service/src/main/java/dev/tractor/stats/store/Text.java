package dev.tractor.stats.store;

/// Text as PostgreSQL can hold it.
public final class Text {
    private Text() {}

    /// U+0000, the one character that PostgreSQL's text cannot hold, becomes U+FFFD.
    public static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
