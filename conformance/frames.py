"""Lays out packets byte by byte, for make-cases. Nothing here knows what a flow is."""
import ipaddress
import struct

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
LETTERS = {'F': FIN, 'S': SYN, 'R': RST, 'P': PSH, 'A': ACK}
ICMP, IPIP, TCP, UDP, SIXINFOUR, GRE, ESP, AH, ICMPV6, SCTP = 1, 4, 6, 17, 41, 47, 50, 51, 58, 132

_next_identification = 0


def number_from(identification):
    """IPv4 identifications count up from here, so that no two packets of a case are equal by accident."""
    global _next_identification
    _next_identification = identification


def checksum(data):
    total = sum(struct.unpack(f'!{(len(data) + 1) // 2}H', data + b'\0' * (len(data) % 2)))
    total = (total & 0xffff) + (total >> 16)
    return ~(total + (total >> 16)) & 0xffff


def address(text):
    return ipaddress.ip_address(text).packed


def ipv4(source, target, protocol, content, identification=None, offset=0, more=False, total=None):
    global _next_identification
    if identification is None:
        _next_identification += 1
        identification = _next_identification
    total = 20 + len(content) if total is None else total
    head = struct.pack('!BBHHHBBH4s4s', 0x45, 0, total, identification, (0x2000 if more else 0) | offset // 8, 64, protocol, 0, address(source), address(target))
    return head[:10] + struct.pack('!H', checksum(head)) + head[12:] + content


def ipv6(source, target, next_header, content, length=None):
    return struct.pack('!IHBB16s16s', 6 << 28, len(content) if length is None else length, next_header, 64, address(source), address(target)) + content


def ip(source, target, protocol, content, **options):
    return (ipv6 if ':' in source else ipv4)(source, target, protocol, content, **options)


def summed(source, target, protocol, content, at):
    """`content` with its checksum over the pseudo-header (RFC 9293, RFC 8200 section 8.1) set at byte `at`."""
    pseudo = address(source) + address(target) + struct.pack('!II', len(content), protocol)
    value = checksum(pseudo + content)
    return content[:at] + struct.pack('!H', value or (0xffff if protocol == UDP else 0)) + content[at + 2:]


def text(count):
    return bytes(97 + i % 26 for i in range(count))


def udp_segment(source, source_port, target, target_port, payload):
    return summed(source, target, UDP, struct.pack('!HHHH', source_port, target_port, 8 + len(payload), 0) + payload, 6)


def udp(source, source_port, target, target_port, payload=3):
    """An IP packet with a datagram of so many bytes, or of these."""
    payload = text(payload) if isinstance(payload, int) else payload
    return ip(source, target, UDP, udp_segment(source, source_port, target, target_port, payload))


def tcp_segment(source, source_port, target, target_port, flags, sequence, acknowledgement, payload, window):
    bits = sum(LETTERS[letter] for letter in flags)
    head = struct.pack('!HHIIBBHHH', source_port, target_port, sequence & 0xffffffff, acknowledgement & 0xffffffff, 0x50, bits, window, 0, 0)
    return summed(source, target, TCP, head + payload, 16)


def tcp(source, source_port, target, target_port, flags, sequence, acknowledgement=0, payload=0, window=65535, **options):
    """An IP packet with a segment; flags are letters: S, SA, A, PA, FA, R, RA."""
    payload = text(payload) if isinstance(payload, int) else payload
    return ip(source, target, TCP, tcp_segment(source, source_port, target, target_port, flags, sequence, acknowledgement, payload, window), **options)


def icmp(source, target, kind, code, rest):
    body = struct.pack('!BBH', kind, code, 0) + rest
    if ':' in source:
        return ipv6(source, target, ICMPV6, summed(source, target, ICMPV6, body, 2))
    return ipv4(source, target, ICMP, body[:2] + struct.pack('!H', checksum(body)) + body[4:])


def ping(source, target, reply, identifier, sequence=1):
    """Echo request or reply with 8 bytes of data."""
    kind = (129 if reply else 128) if ':' in source else (0 if reply else 8)
    return icmp(source, target, kind, 0, struct.pack('!HH', identifier, sequence) + text(8))


def icmp_error(source, target, kind, code, quoted, kept=None):
    """An error that quotes the IP header of `quoted` and 8 bytes behind it, or the first `kept` bytes."""
    kept = (48 if quoted[0] >> 4 == 6 else 28) if kept is None else kept
    return icmp(source, target, kind, code, bytes(4) + quoted[:kept])


def sctp(source, source_port, target, target_port, chunk):
    return ip(source, target, SCTP, struct.pack('!HHII', source_port, target_port, 7, 0) + chunk)


def ether_type(packet):
    return 0x86dd if packet[0] >> 4 == 6 else 0x0800


def ethernet(packet, kind=None):
    return bytes.fromhex('020000000002 020000000001') + struct.pack('!H', ether_type(packet) if kind is None else kind) + packet


def vlan(identifier, packet, kind=None):
    """An 802.1Q tag with what it carries; to be put into ethernet(…, 0x8100)."""
    return struct.pack('!HH', identifier, ether_type(packet) if kind is None else kind) + packet


def gre(packet, kind=None, key=None):
    return struct.pack('!HH', 0x2000 if key is not None else 0, ether_type(packet) if kind is None else kind) + (b'' if key is None else struct.pack('!I', key)) + packet


def vxlan(identifier, frame):
    return struct.pack('!II', 0x08000000, identifier << 8) + frame


def geneve(identifier, frame):
    return struct.pack('!HHI', 0, 0x6558, identifier << 8) + frame


def gtp(tunnel, packet):
    return struct.pack('!BBHI', 0x30, 0xff, len(packet), tunnel) + packet
