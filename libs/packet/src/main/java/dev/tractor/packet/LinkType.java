package dev.tractor.packet;

/// The link types (tcpdump.org/linktypes.html) that are decoded, and the names of some that are only counted.
public enum LinkType {
    NULL(LinkType.NUMBER_NULL),
    ETHERNET(LinkType.NUMBER_ETHERNET),
    PPP(LinkType.NUMBER_PPP),
    RAW_BSD(LinkType.NUMBER_RAW_BSD),
    RAW_OPENBSD(LinkType.NUMBER_RAW_OPENBSD),
    PPP_HDLC(LinkType.NUMBER_PPP_HDLC),
    PPP_ETHER(LinkType.NUMBER_PPP_ETHER),
    RAW(LinkType.NUMBER_RAW),
    C_HDLC(LinkType.NUMBER_C_HDLC),
    IEEE802_11(LinkType.NUMBER_IEEE802_11),
    FRELAY(LinkType.NUMBER_FRELAY),
    LOOP(LinkType.NUMBER_LOOP),
    LINUX_SLL(LinkType.NUMBER_LINUX_SLL),
    PFLOG(LinkType.NUMBER_PFLOG),
    IEEE802_11_PRISM(LinkType.NUMBER_IEEE802_11_PRISM),
    IEEE802_11_RADIOTAP(LinkType.NUMBER_IEEE802_11_RADIOTAP),
    MTP2(140),
    USER0(147),
    IEEE802_11_AVS(LinkType.NUMBER_IEEE802_11_AVS),
    USB_LINUX(189),
    PPI(LinkType.NUMBER_PPI),
    BLUETOOTH_HCI_H4_WITH_PHDR(201),
    PPP_WITH_DIR(LinkType.NUMBER_PPP_WITH_DIR),
    C_HDLC_WITH_DIR(LinkType.NUMBER_C_HDLC_WITH_DIR),
    USB_LINUX_MMAPPED(220),
    IPNET(LinkType.NUMBER_IPNET),
    CAN_SOCKETCAN(227),
    IPV4(LinkType.NUMBER_IPV4),
    IPV6(LinkType.NUMBER_IPV6),
    NFLOG(LinkType.NUMBER_NFLOG),
    USBPCAP(249),
    LINUX_SLL2(LinkType.NUMBER_LINUX_SLL2);

    // The decoded ones as constants: the decoder branches on the number of every packet.
    static final int NUMBER_NULL = 0;
    static final int NUMBER_ETHERNET = 1;
    static final int NUMBER_PPP = 9;
    static final int NUMBER_RAW_BSD = 12;
    static final int NUMBER_RAW_OPENBSD = 14;
    static final int NUMBER_PPP_HDLC = 50;
    static final int NUMBER_PPP_ETHER = 51;
    static final int NUMBER_RAW = 101;
    static final int NUMBER_C_HDLC = 104;
    static final int NUMBER_IEEE802_11 = 105;
    static final int NUMBER_FRELAY = 107;
    static final int NUMBER_LOOP = 108;
    static final int NUMBER_LINUX_SLL = 113;
    static final int NUMBER_PFLOG = 117;
    static final int NUMBER_IEEE802_11_PRISM = 119;
    static final int NUMBER_IEEE802_11_RADIOTAP = 127;
    static final int NUMBER_IEEE802_11_AVS = 163;
    static final int NUMBER_PPI = 192;
    static final int NUMBER_PPP_WITH_DIR = 204;
    static final int NUMBER_C_HDLC_WITH_DIR = 205;
    static final int NUMBER_IPNET = 226;
    static final int NUMBER_IPV4 = 228;
    static final int NUMBER_IPV6 = 229;
    static final int NUMBER_NFLOG = 239;
    static final int NUMBER_LINUX_SLL2 = 276;

    private final int number;

    LinkType(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /// The LINKTYPE name without prefix, or `LINKTYPE n` for one that has no name here.
    public static String nameOf(int number) {
        for (LinkType type : values()) {
            if (type.number == number) {
                return type.name();
            }
        }
        return "LINKTYPE " + number;
    }
}
