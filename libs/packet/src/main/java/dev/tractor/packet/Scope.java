package dev.tractor.packet;

import java.util.Locale;

/// The number that tells apart equal addresses in different networks: the two innermost VLAN ids and the tunnels around a packet.
///
/// ```
/// bits 0-11 VLAN id   12-23 the VLAN id around it   24-55 id of the tunnel (VNI), a hash when tunnels are nested   56-59 innermost tunnel   60-63 the tunnel around it
/// ```
/// An id that differs between the two directions (GTP, GRE key, MPLS label) is no part of it.
public final class Scope {
    private static final int VLAN_BITS = 12;
    private static final int VLAN_MASK = (1 << VLAN_BITS) - 1;
    private static final long BOTH_VLANS = (1L << 2 * VLAN_BITS) - 1;
    private static final int ID_SHIFT = 2 * VLAN_BITS;
    private static final long ID_MASK = 0xffff_ffffL;
    private static final int TUNNEL_SHIFT = ID_SHIFT + Integer.SIZE;
    private static final int TUNNEL_BITS = 4;
    private static final int TUNNEL_MASK = (1 << TUNNEL_BITS) - 1;
    private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

    /// Numbered from 1; part of the published scope.
    enum Tunnel {
        IP_IN_IP,
        IPV6_IN_IP,
        GRE,
        VXLAN,
        GENEVE,
        GTP,
        TEREDO;

        private int number() {
            return ordinal() + 1;
        }

        private static String nameOf(int number) {
            return values()[number - 1].name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private Scope() {}

    static long tag(long scope, int vlan) {
        return scope & ~BOTH_VLANS | (scope << VLAN_BITS | vlan) & BOTH_VLANS;
    }

    /// @param id 32 bits, 0 without one
    static long enter(long scope, Tunnel tunnel, long id) {
        long outer = scope >>> ID_SHIFT;
        long around = scope >>> TUNNEL_SHIFT & TUNNEL_MASK;
        long known = outer == 0 ? id : (outer * MULTIPLIER + id) * MULTIPLIER >>> Integer.SIZE & ID_MASK;
        return around << TUNNEL_SHIFT + TUNNEL_BITS | (long) tunnel.number() << TUNNEL_SHIFT | known << ID_SHIFT | scope & BOTH_VLANS;
    }

    /// For people: `vlan 7`, `vlan 5.7`, `vxlan 42`, `vlan 5 gre>geneve 1f00c0de`; empty without any.
    public static String text(long scope) {
        StringBuilder text = new StringBuilder();
        int outerVlan = (int) (scope >>> VLAN_BITS) & VLAN_MASK;
        int vlan = (int) scope & VLAN_MASK;
        if ((scope & BOTH_VLANS) != 0) {
            text.append("vlan ").append(outerVlan > 0 ? outerVlan + "." : "").append(vlan);
        }
        int inner = (int) (scope >>> TUNNEL_SHIFT) & TUNNEL_MASK;
        int around = (int) (scope >>> TUNNEL_SHIFT + TUNNEL_BITS) & TUNNEL_MASK;
        long id = scope >>> ID_SHIFT & ID_MASK;
        if (inner > 0 && inner <= Tunnel.values().length && around <= Tunnel.values().length) {
            text.append(text.isEmpty() ? "" : " ").append(around > 0 ? Tunnel.nameOf(around) + ">" : "").append(Tunnel.nameOf(inner));
            text.append(around > 0 ? " " + Long.toHexString(id) : id > 0 ? " " + id : "");
        }
        return text.toString();
    }
}
