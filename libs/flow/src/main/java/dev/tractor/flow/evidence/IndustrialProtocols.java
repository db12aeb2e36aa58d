package dev.tractor.flow.evidence;

import static dev.tractor.flow.evidence.Entry.both;
import static dev.tractor.flow.evidence.Entry.bytes;
import static dev.tractor.flow.evidence.Entry.range;
import static dev.tractor.flow.evidence.Entry.tcp;
import static dev.tractor.flow.evidence.Entry.udp;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Plants, grids, buildings, laboratories and vehicles.
final class IndustrialProtocols {
    private static final Set<Integer> ENIP_COMMANDS = Set.of(0x0001, 0x0004, 0x0063, 0x0064, 0x0065, 0x0066, 0x006F, 0x0070);
    /// IEC 61375-2-3, A.6: two letters.
    private static final Set<Integer> TRDP_TYPES = Set.of(0x5064, 0x5070, 0x5072, 0x5065, 0x4D6E, 0x4D72, 0x4D70, 0x4D71, 0x4D63, 0x4D65);

    /// Request, without return, notification, answer, error; their acknowledgements; and all of them in segments.
    private static final Set<Integer> SOMEIP_KINDS = Set.of(0x00, 0x01, 0x02, 0x80, 0x81, 0x40, 0x41, 0x42, 0xC0, 0xC1, 0x20, 0x21, 0x22, 0xA0, 0xA1);
    private static final int MELSEC_CPU = 0x03FF;

    /// RFC 7252, 12.6; LwM2M's bootstrap server; RFC 7252, 12.8 with RFC 4944: those that 6LoWPAN shortens to four bits.
    private static final int[] COAP_PORTS = IntStream.concat(IntStream.rangeClosed(5_683, 5_687), IntStream.rangeClosed(61_616, 61_631)).toArray();

    private static final int PAYLOAD_MARK = 0xFF;
    private static final int URI_PATH = 11;
    /// Of the options that are registered few have greater numbers.
    private static final int MAX_COAP_OPTION = 2_048;
    /// RFC 7252, 3.1: what 14 in an option's header is short of.
    private static final int LONG_OPTION = 269;
    /// Header, unit, function, address, count or value.
    private static final int MODBUS_QUESTION = 12;

    private static final int LAST_KNXD = 0x77;
    /// Bytes of a message.
    private static final int MAX_KNXD = 255;

    private IndustrialProtocols() {}

    static final List<Entry> TABLE = List.of(
            tcp("modbus", "", p -> p.u16(2) == 0 && p.u16(4) == p.length() - 6 && p.length() >= 8 && p.u8(7) > 0, 502),
            // At other ports what a client asks: of how many bits or registers there can be, or to write one or several.
            tcp("modbus", "", p -> p.fromClient() && p.u16(2) == 0 && p.u16(4) == p.length() - 6 && modbusRequest(p)),
            both("dnp3", bytes(0x05), IndustrialProtocols::dnp3),
            tcp("s7comm", bytes(3), p -> p.u8(1) == 0 && p.u16(2) <= p.length() && (p.u8(5) == 0xF0 && (p.u8(7) == 0x32 || p.u8(7) == 0x72))),
            // ISO 9506 over the OSI layers (RFC 1006): a session that asks for MMS's abstract syntax (1.0.9506.2), or data within one.
            tcp("mms", bytes(3), p -> p.u8(1) == 0 && p.u8(5) == 0xF0 && (p.u8(7) == 0x0D || p.u8(7) == 0x0E) && p.contains("(\u00CA\"\u0002", p.length())),
            tcp("mms", bytes(3), p -> p.u8(1) == 0 && p.u8(5) == 0xF0 && p.u32(7) == 0x01000100L && p.u8(11) == 0x61, 102),
            tcp("iec-104", bytes(0x68), p -> p.u8(1) >= 4 && p.u8(1) <= p.length() - 2 && p.u8(1) <= 253, 2404),
            tcp("iec-104", bytes(0x68), p -> p.length() == 6 && p.u8(1) == 4 && (p.u32(2) == 0x07000000L || p.u32(2) == 0x0B000000L || p.u32(2) == 0x43000000L || p.u32(2) == 0x83000000L)),
            udp("bacnet", bytes(0x81), p -> p.u8(1) <= 0x0C && p.u16(2) == p.length()),
            tcp("opc-ua", "HAEOMC", p -> (p.is(0, "HELF") || p.is(0, "ACKF") || p.is(0, "ERRF") || p.is(0, "OPNF") || p.is(0, "MSGF") || p.is(0, "CLOF")) && p.u32le(4) == p.length()),
            both("ethernet-ip", "", p -> p.length() >= 24 && ENIP_COMMANDS.contains(p.u16le(0)) && p.u16le(2) == p.length() - 24 && p.u32(8) == 0, 44818),
            tcp("omron-fins", "FINS"),
            udp("omron-fins", bytes(0x80, 0x81, 0xC0, 0xC1), p -> p.u8(1) == 0 && p.length() >= 12, 9600),
            both("hart-ip", bytes(1), p -> p.u8(1) <= 3 && p.u8(2) <= 4 && p.u16(6) == p.length() && p.length() >= 8),
            both("knx", bytes(6), p -> p.u8(1) == 0x10 && p.u8(2) >= 2 && p.u8(2) <= 9 && p.u16(4) == p.length()),
            udp("ethersio", "ESIO"),
            // knxd: length of the rest, what is opened, a group's address, whether it will only write; with its port any message that it knows.
            tcp("knxd", bytes(0), p -> p.length() == 7 && p.u16(0) == 5 && p.u16(2) >= 0x20 && p.u16(2) <= 0x26 && (p.u8(6) == 0 || p.u8(6) == 0xFF)),
            tcp("knxd", bytes(0), p -> p.u16(0) == p.length() - 2 && p.u16(0) >= 2 && p.u16(2) <= LAST_KNXD || p.length() == 2 && p.u16(0) >= 2 && p.u16(0) <= MAX_KNXD, 6720),
            // FOCAS of Fanuc's controls: a mark, version, kind, length of the rest.
            tcp("focas", bytes(0xA0), p -> p.u32(0) == 0xA0A0A0A0L && p.u16(4) >= 1 && p.u16(4) <= 4 && p.u16(8) == p.length() - 10),
            // What Beckhoff's controls are searched with.
            udp("ads", bytes(3), p -> p.u32le(0) == 0x71146603L),
            tcp("universal-robots", "Connected: Universal Robots Dashboard Server"),
            // Real-time data exchange: length of all, the version that is wanted.
            tcp("universal-robots", bytes(0), p -> p.u16(0) == 5 && p.length() == 5 && p.u8(2) == 'V' && p.u16(3) >= 1 && p.u16(3) <= 2, 30004),
            // ISO 15118-2, 7.8.3 and 7.10.1: version 1, its inverse, a search for the charging station or its answer, length of the rest.
            udp("iso-15118", bytes(1), p -> p.u8(1) == 0xFE && (p.u16(2) == 0x9000 && p.u32(4) == 2 || p.u16(2) == 0x9001 && p.u32(4) == 20) && p.u32(4) == p.length() - 8),
            both("ansi-c12-22", bytes(0x60), p -> Ber.end(p, 0) == p.length() && p.u8(Ber.content(p, 0)) >= 0xA1 && p.u8(Ber.content(p, 0)) <= 0xA8, 1153),
            tcp("ads", bytes(0), p -> p.u16(0) == 0 && p.u32le(2) == p.length() - 6 && p.length() >= 38, 48898),
            udp("can", "ISO11898"),
            both("cnp-ip", bytes(0, 1, 2), p -> p.u16(0) == p.length() && p.length() >= 20 && p.u8(2) <= 2, 1628, 1629),
            both("dlms", bytes(0), p -> p.u16(0) == 1 && p.u16(6) == p.length() - 8 && p.length() > 8, 4059, 4061),
            tcp("dlms", bytes(0), p -> p.u16(0) == 1 && p.u16(6) == p.length() - 8 && (p.u8(8) == 0x60 || p.u8(8) == 0x61 || p.u8(8) == 0xC0 || p.u8(8) == 0xC4) && p.length() > 12),
            both("dlms", bytes(0x7E), p -> (p.u8(1) & 0xF0) == 0xA0 && (p.u16(1) & 0x7FF) + 2 <= p.length() && p.u8((p.u16(1) & 0x7FF) + 1) == 0x7E && p.length() >= 9),
            both("synchrophasor", bytes(0xAA), p -> p.u8(1) >> 4 <= 5 && p.u16(2) == p.length() && p.length() >= 16 && crcCcitt(p, p.length() - 2) == p.u16(p.length() - 2)),
            both("trdp", "", p -> p.u8(4) == 1 && p.length() >= 40 && TRDP_TYPES.contains(p.u16(6))),
            tcp("hislip", "H", p -> p.u8(1) == 'S' && p.u8(2) <= 28 && p.u32(8) == 0 && p.u32(12) == p.length() - 16),
            udp("coap", range(0x40, 0x7F), IndustrialProtocols::coap, COAP_PORTS),
            // A request whose options, of which one names what is wanted, fill the datagram.
            udp("coap", range(0x40, 0x5F), p -> p.fromClient() && p.u8(1) >= 1 && p.u8(1) <= 7 && coap(p) && asksForPath(p)),
            // RFC 6690, 4: what every server is asked for.
            udp("coap", range(0x40, 0x4F), p -> p.u8(1) == 1 && coap(p) && p.contains(".well-known\u0004core", p.length())),
            // RFC 8323, 3.2 and 5.3: first come the capabilities (code 7.01), without a token, with the options 2 or 4.
            tcp("coap", bytes(0x00, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70), p -> p.u8(1) == 0xE1 && (p.u8(0) == 0 ? p.length() == 2 : p.length() >= 2 + (p.u8(0) >> 4) && (p.u8(2) >> 4 == 2 || p.u8(2) >> 4 == 4))),
            tcp("dicom", bytes(1), p -> p.u8(1) == 0 && p.u16(6) == 1 && p.u16(8) == 0 && p.u32(2) >= p.length() - 6 && p.length() >= 74),
            // CODESYS 3: its magic number, and the length of all.
            tcp("codesys", bytes(0), p -> p.u32(0) == 0x000117E8L && p.u32le(4) == p.length()),
            // SEMI E37, 8.2: ten bytes of a control message of the whole link.
            tcp("hsms", bytes(0), p -> p.length() == 14 && p.u32(0) == 10 && p.u32(4) == 0xFFFF0000L && p.u8(8) == 0 && p.u8(9) >= 1 && p.u8(9) <= 9),
            tcp("atg", bytes(1), p -> (p.u8(1) == 'I' || p.u8(1) == 'S' || p.u8(1) == 'i' || p.u8(1) == 's') && p.length() >= 7 && p.text(2, 7).matches("\\d{5}")),
            // DDSI-RTPS 2.3, 8.3.3.1.
            both("rtps", "R", p -> (p.startsWith("RTPS") || p.startsWith("RTPX")) && p.u8(4) >= 1 && p.u8(4) <= 2 && p.length() >= 20),
            // AUTOSAR PRS SOME/IP 4.1.2: service and method, length of the rest, client and session, versions, kind, result.
            both("someip", "", p -> p.u32(4) == p.length() - 8 && p.u8(12) == 1 && SOMEIP_KINDS.contains(p.u8(14)) && p.u8(15) <= 0x5E && p.length() >= 16),
            // ISO 13400-2, 9.2: version, its inverse, payload type, length.
            both("doip", bytes(1, 2, 3), p -> p.u8(0) + p.u8(1) == 0xFF && p.u32(4) == p.length() - 8 && (p.u16(2) <= 8 || p.u16(2) >> 4 == 0x400 || p.u16(2) >> 4 == 0x800)),
            // MELSEC communication protocol, frames 3E and 4E: subheader, network, station, length of the rest.
            both("melsec", bytes(0x50, 0x54, 0xD0, 0xD4), p -> melsec(p, p.u8(0) == 0x54 || p.u8(0) == 0xD4 ? 6 : 2)),
            // MQTT-SN 1.2, 5.4.4: CONNECT, which says how long it is, of protocol 1.
            udp("mqtt-sn", range(7, 29), p -> p.u8(0) == p.length() && p.u8(1) == 4 && p.u8(3) == 1 && p.u8(2) <= 0x0C && p.isPrintable(6, p.length())),
            both("ether-s-bus", bytes(0), p -> p.u32(0) == p.length() && p.u8(4) == 1 && p.u8(5) == 0 && p.u8(8) <= 2, 5050));

    /// IEEE 1815, 9.2: start, length, and behind the header blocks of 16 bytes, all with a checksum; the frame is the whole message.
    private static boolean dnp3(Payload p) {
        int length = p.u8(2);
        int data = length - 5;
        return p.u8(1) == 0x64 && data >= 0 && 10 + data + 2 * ((data + 15) / 16) <= p.length() && (p.port(20_000) || 10 + data + 2 * ((data + 15) / 16) == p.length());
    }

    /// @param at where network (1), station (1), module (2) and another station (1) stand before the length
    private static boolean melsec(Payload p, int at) {
        return p.u8(1) == 0 && p.u16le(at + 2) == MELSEC_CPU && p.u16le(at + 5) == p.length() - at - 7 && p.u16le(at + 5) >= 2;
    }

    /// RFC 7252, 3: version 1, a token of at most 8 bytes, a code of a known class.
    private static boolean coap(Payload p) {
        int code = p.u8(1);
        int kind = code >> 5;
        return (p.u8(0) & 0x0F) <= 8 && p.length() >= 4 + (p.u8(0) & 0x0F) && (kind == 0 && code <= 7 || kind == 2 || kind == 4 || kind == 5);
    }

    /// RFC 7252, 3.1: options up to the end or a payload's mark, in the order of their numbers; one is a part of the path that can be read.
    private static boolean asksForPath(Payload p) {
        int at = 4 + (p.u8(0) & 0x0F);
        int number = 0;
        boolean path = false;
        while (at < p.length() && p.u8(at) != PAYLOAD_MARK) {
            int delta = p.u8(at) >> 4;
            int length = p.u8(at) & 0x0F;
            int value = at + 1 + extension(delta) + extension(length);
            number += delta < 13 ? delta : delta == 13 ? 13 + p.u8(at + 1) : LONG_OPTION + p.u16(at + 1);
            length = length < 13 ? length : length == 13 ? 13 + p.u8(value - 1) : LONG_OPTION + p.u16(value - 2);
            if (delta == 15 || number > MAX_COAP_OPTION || value + length > p.length()) {
                return false;
            }
            path |= number == URI_PATH && length > 0 && p.isPrintable(value, value + length);
            at = value + length;
        }
        return path && (at == p.length() || at < p.length() - 1);
    }

    /// Bytes that hold the rest of an option's number or length.
    private static int extension(int nibble) {
        return nibble == 13 ? 1 : nibble == 14 ? 2 : 0;
    }

    /// MODBUS Application Protocol 1.1b3, 6.1 to 6.6, 6.11 and 6.12.
    private static boolean modbusRequest(Payload p) {
        int count = p.u16(10);
        return switch (p.u8(7)) {
            case 1, 2 -> p.length() == MODBUS_QUESTION && count >= 1 && count <= 2_000;
            case 3, 4 -> p.length() == MODBUS_QUESTION && count >= 1 && count <= 125;
            case 5 -> p.length() == MODBUS_QUESTION && (count == 0 || count == 0xFF00);
            case 6 -> p.length() == MODBUS_QUESTION;
            case 15 -> p.u8(12) == p.length() - 13 && p.u8(12) == (count + 7) / 8;
            case 16 -> p.u8(12) == p.length() - 13 && p.u8(12) == 2 * count && count >= 1;
            default -> false;
        };
    }

    /// CRC-CCITT with initial value 0xFFFF (IEEE C37.118.2, 6.2) over the first `count` bytes.
    private static int crcCcitt(Payload p, int count) {
        int crc = 0xFFFF;
        for (int i = 0; i < count; i++) {
            crc ^= p.u8(i) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
        }
        return crc & 0xFFFF;
    }
}
