package dev.tractor.registry.job;

import java.util.Optional;
import java.util.OptionalInt;

/// Which captures are asked for.
///
/// @param search only those whose name holds this text, ASCII letters in whatever case
/// @param state `new`, or only those whose newest job has this state
/// @param sort as [CaptureSort] names it, with `-` in front the greatest first; by name without it
/// @param limit captures of this page; all without it
/// @param cursor the `next` of the page before
public record CaptureRequest(Optional<String> search, Optional<String> state, Optional<String> sort, OptionalInt limit, Optional<String> cursor) {
    CaptureSort sortBy() {
        return sort.map(text -> CaptureSort.named(descending() ? text.substring(1) : text)).orElse(CaptureSort.NAME);
    }

    boolean descending() {
        return sort.filter(text -> text.startsWith("-")).isPresent();
    }
}
