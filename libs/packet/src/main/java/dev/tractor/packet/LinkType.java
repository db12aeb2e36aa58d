package dev.tractor.packet;

/// The LINKTYPE numbers that are decoded; others are counted as non-IP.
public final class LinkType {
    public static final int NULL = 0;
    public static final int ETHERNET = 1;
    public static final int PPP = 9;
    public static final int PPP_HDLC = 50;
    public static final int RAW_BSD = 12;
    public static final int RAW_OPENBSD = 14;
    public static final int RAW = 101;
    public static final int C_HDLC = 104;
    public static final int LOOP = 108;
    public static final int LINUX_SLL = 113;
    public static final int IPV4 = 228;
    public static final int IPV6 = 229;
    public static final int LINUX_SLL2 = 276;

    private LinkType() {}

    /// The name without the prefix `LINKTYPE_`, or `LINKTYPE_n` for a number this version has no name for.
    public static String name(int number) {
        return switch (number) {
            case NULL -> "NULL";
            case ETHERNET -> "ETHERNET";
            case PPP -> "PPP";
            case PPP_HDLC -> "PPP_HDLC";
            case RAW_BSD, RAW_OPENBSD, RAW -> "RAW";
            case C_HDLC -> "C_HDLC";
            case 105 -> "IEEE802_11";
            case LOOP -> "LOOP";
            case LINUX_SLL -> "LINUX_SLL";
            case 127 -> "IEEE802_11_RADIOTAP";
            case 189 -> "USB_LINUX";
            case 192 -> "PPI";
            case 195 -> "IEEE802_15_4_WITHFCS";
            case 220 -> "USB_LINUX_MMAPPED";
            case 226 -> "IPNET";
            case 227 -> "CAN_SOCKETCAN";
            case IPV4 -> "IPV4";
            case IPV6 -> "IPV6";
            case LINUX_SLL2 -> "LINUX_SLL2";
            default -> "LINKTYPE_" + number;
        };
    }
}
