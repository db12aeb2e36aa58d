package dev.tractor.contracts;

/// What a flow batch is known by, and the key of its Kafka record, so that even a batch that cannot be decoded names its job.
///
/// @param jobId the job
/// @param attempt counted from 1
/// @param batch counted from 0
public record BatchKey(long jobId, int attempt, int batch) {
    /// `job/attempt/batch`
    public String encode() {
        return jobId + "/" + attempt + "/" + batch;
    }

    /// @throws IllegalArgumentException when the text is no key
    public static BatchKey decode(String text) {
        String[] parts = text == null ? new String[0] : text.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("batch key '" + text + "' is not job/attempt/batch");
        }
        try {
            return new BatchKey(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("batch key '" + text + "' has a part that is no number", e);
        }
    }
}
