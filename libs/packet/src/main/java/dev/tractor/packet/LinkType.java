package dev.tractor.packet;

/// The link types (tcpdump.org/linktypes.html) that are decoded, and the names of some that are only counted.
public enum LinkType {
    NULL(0),
    ETHERNET(1),
    PPP(9),
    RAW_BSD(12),
    RAW_OPENBSD(14),
    PPP_HDLC(50),
    PPP_ETHER(51),
    RAW(101),
    C_HDLC(104),
    IEEE802_11(105),
    FRELAY(107),
    LOOP(108),
    LINUX_SLL(113),
    PFLOG(117),
    IEEE802_11_PRISM(119),
    IEEE802_11_RADIOTAP(127),
    MTP2(140),
    USER0(147),
    USB_LINUX(189),
    PPI(192),
    BLUETOOTH_HCI_H4_WITH_PHDR(201),
    USB_LINUX_MMAPPED(220),
    IPNET(226),
    CAN_SOCKETCAN(227),
    IPV4(228),
    IPV6(229),
    NFLOG(239),
    USBPCAP(249),
    LINUX_SLL2(276);

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
