package dev.tractor.stats.intake;

/// A message that cannot be decoded or breaks a rule, and would again however often it is read.
final class RuleBrokenException extends Exception {
    RuleBrokenException(String reason) {
        super(reason);
    }
}
