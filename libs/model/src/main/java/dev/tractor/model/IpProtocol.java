package dev.tractor.model;

/// IP protocol numbers (IANA) whose flows have ports that name services.
final class IpProtocol {
    static final int TCP = 6;
    static final int UDP = 17;

    private IpProtocol() {}
}
