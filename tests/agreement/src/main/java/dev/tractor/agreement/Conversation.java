package dev.tractor.agreement;

import java.net.InetAddress;

/// Both endpoints of a flow in either direction, and its capture: what a row of the reference and a flow of ours have in common.
record Conversation(String capture, int protocol, String one, String other) {
    static Conversation of(String capture, int protocol, String addressA, int portA, String addressB, int portB) {
        String a = addressA + " " + portA;
        String b = addressB + " " + portB;
        return a.compareTo(b) <= 0 ? new Conversation(capture, protocol, a, b) : new Conversation(capture, protocol, b, a);
    }

    /// Both endpoints without their addresses.
    static Conversation ofPorts(String capture, int protocol, int portA, int portB) {
        return of(capture, protocol, "", portA, "", portB);
    }

    /// The address in Java's own form.
    ///
    /// @throws IllegalArgumentException when it is none; the reference shortens some IPv6 addresses wrongly
    static String address(String text) {
        return InetAddress.ofLiteral(text).getHostAddress();
    }
}
