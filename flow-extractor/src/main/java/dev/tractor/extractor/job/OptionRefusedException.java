package dev.tractor.extractor.job;

/// This extractor cannot do what the job asks for; the message is the job's.
final class OptionRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    OptionRefusedException(String message) {
        super(message);
    }
}
