package dev.tractor.contracts;

/// The Kafka topics of the suite. file-registry creates those that are missing, with these settings.
public enum Topic {
    EXTRACTION_REQUESTS("extraction-requests", 3, 16L << 20),
    FLOWS("flows", 6, 1L << 30),
    CLASSIFIED_FLOWS("classified-flows", 6, 1L << 30),
    JOB_EVENTS("job-events", 3, 64L << 20),
    DEAD_LETTERS("dead-letters", 1, 256L << 20);

    /// The largest record, before compression. Batches are cut so that they stay under it.
    public static final int MAX_RECORD_BYTES = 512 << 10;

    private final String topicName;
    private final int partitions;
    private final long retentionBytes;

    Topic(String topicName, int partitions, long retentionBytes) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.retentionBytes = retentionBytes;
    }

    public String topicName() {
        return topicName;
    }

    public int partitions() {
        return partitions;
    }

    /// Kafka keeps at most about this much of each partition.
    public long retentionBytes() {
        return retentionBytes;
    }
}
