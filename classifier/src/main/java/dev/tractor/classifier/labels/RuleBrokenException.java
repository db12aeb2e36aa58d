package dev.tractor.classifier.labels;

/// A batch that cannot be labelled, and could not however often it is read. The message continues "batch KEY …".
public final class RuleBrokenException extends Exception {
    RuleBrokenException(String reason) {
        super(reason);
    }
}
