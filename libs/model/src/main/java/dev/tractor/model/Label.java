package dev.tractor.model;

/// A name that a flow can get, and its group.
///
/// @param name lower case, `[a-z0-9-]`
/// @param group one of `labels/groups.yaml`, or `unknown`
public record Label(String name, String group) {
    /// The label of a flow about which nothing is known.
    public static final Label UNKNOWN = new Label(Decision.UNKNOWN, Decision.UNKNOWN);
}
