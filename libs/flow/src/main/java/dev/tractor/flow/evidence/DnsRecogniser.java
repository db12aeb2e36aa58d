package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;
import dev.tractor.vocabulary.LinkKind;

/// DNS over UDP and TCP, mDNS and LLMNR (RFC 1035, RFC 6762, RFC 4795): questions, answers, errors, and which addresses the answers give to a name.
///
/// ```
/// identifier 2 | flags 2 | counts of questions, answers, authorities, additions 2 each | question: name, type 2, class 2 | record: name, type 2, class 2, time 4, length 2, data
/// ```
final class DnsRecogniser extends Recogniser {
    private static final int HEADER = 12;
    /// Where a resolver publishes the certificates of DNSCrypt (version 2).
    private static final String DNSCRYPT_CERTIFICATE = "2.dnscrypt-cert.";
    private static final int TCP_LENGTH = 2;
    private static final int MIN_RECORD = 11;
    private static final int IS_RESPONSE = 0x8000;
    private static final int RESERVED_BIT = 0x0040;
    private static final int MAX_OPCODE = 6;
    private static final int CLASS_IN = 1;
    private static final int CLASS_ANY = 255;
    /// mDNS: a unicast answer is wanted, or older answers are void.
    private static final int CLASS_BITS = 0x7FFF;
    /// Records of one message that are read; a longer one is cut off here.
    private static final int MAX_RECORDS = 32;

    private final String protocol;
    private final boolean atPort;

    /// @param atPort the port says that it is DNS; else the form must leave no doubt
    DnsRecogniser(String protocol, boolean atPort) {
        this.protocol = protocol;
        this.atPort = atPort;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        if (payload.udp()) {
            return atPort ? message(payload, said, names) : isUnmistakable(payload) ? message(payload, said, names) : Verdict.NO;
        }
        int end = TCP_LENGTH + payload.u16(0);
        if (end < TCP_LENGTH + HEADER) {
            return payload.length() == 1 && atPort ? Verdict.MORE : Verdict.NO;
        }
        Payload message = payload.within(TCP_LENGTH, end);
        if (!atPort && !isUnmistakable(message) || !isPlausible(message, end - TCP_LENGTH)) {
            return Verdict.NO;
        }
        if (payload.length() < end && !payload.last()) {
            return payload.want(end);
        }
        payload.leave(end);
        return message(message, said, names);
    }

    /// Whatever the port, this is DNS: one question of class IN for a host name or a service, and records that end where the message ends.
    private static boolean isUnmistakable(Payload p) {
        int flags = p.u16(2);
        boolean response = (flags & IS_RESPONSE) != 0;
        int records = p.u16(6) + p.u16(8) + p.u16(10);
        if (p.u16(4) != 1 || flags < 0 || (flags & RESERVED_BIT) != 0 || (flags >> 11 & 0xF) != 0 || records > MAX_RECORDS || !response && (p.u16(6) != 0 || p.u16(8) != 0 || (flags & 0xF) != 0)) {
            return false;
        }
        DnsNames reader = DnsNames.of(p);
        int at = reader.read(HEADER);
        if (at < 0 || !reader.isHostName() || !DnsRecords.isKnown(p.u16(at)) || p.u16(at + 2) != CLASS_IN) {
            return false;
        }
        at += 4;
        for (int i = 0; i < records; i++) {
            at = reader.read(at);
            if (at < 0 || p.u16(at + 8) < 0) {
                return false;
            }
            at += 10 + p.u16(at + 8);
        }
        return at == p.length();
    }

    /// @param length of the whole message
    private static boolean isPlausible(Payload p, int length) {
        int flags = p.u16(2);
        int questions = p.u16(4);
        int answers = p.u16(6);
        return p.length() < HEADER ? !p.last() : (flags >> 11 & 0xF) <= MAX_OPCODE && questions <= MAX_RECORDS && questions + answers > 0 && HEADER + MIN_RECORD * answers <= length;
    }

    private Verdict message(Payload message, Statements said, Names names) {
        if (message.length() < HEADER || !isPlausible(message, message.length()) && !message.last()) {
            return Verdict.NO;
        }
        int flags = message.u16(2);
        if ((flags >> 11 & 0xF) > MAX_OPCODE || message.u16(4) > MAX_RECORDS || message.u16(4) + message.u16(6) == 0) {
            return Verdict.NO;
        }
        DnsNames reader = DnsNames.of(message);
        int questions = message.u16(4);
        int at = HEADER;
        for (int i = 0; i < questions; i++) {
            at = reader.read(at);
            if (at < 0 || message.u16(at + 2) < 0) {
                return i == 0 ? Verdict.NO : Verdict.GO_ON;
            }
            reader.say(said, EvidenceKind.DNS_QUERY);
            if (reader.startsWith(DNSCRYPT_CERTIFICATE)) {
                said.say(EvidenceKind.APPLICATION, "dnscrypt");
            }
            said.sayRepeated(EvidenceKind.DNS_QUERY_TYPE, DnsRecords.type(message.u16(at)));
            at += 4;
        }
        if ((flags & IS_RESPONSE) != 0) {
            said.sayRepeated(EvidenceKind.DNS_ERROR, DnsRecords.error(flags & 0xF));
            answers(message, reader, at, questions > 0, said, names);
        }
        return Verdict.GO_ON;
    }

    /// An address belongs to the name that was asked for, whatever aliases stand between. mDNS answers without a question, to all: there the record's own name
    /// counts, and the name of an address is a host's.
    ///
    /// @param asked whether there is a question
    private void answers(Payload message, DnsNames reader, int from, boolean asked, Statements said, Names names) {
        int count = Math.min(message.u16(6), MAX_RECORDS);
        int at = from;
        for (int i = 0; i < count; i++) {
            int name = at;
            at = reader.skip(name);
            if (at < 0 || message.u16(at + 8) < 0) {
                return;
            }
            int end = at + 10 + message.u16(at + 8);
            int recordClass = message.u16(at + 2) & CLASS_BITS;
            if (end <= message.length() && (recordClass == CLASS_IN || recordClass == CLASS_ANY)) {
                record(message, reader, name, at, end, asked, said, names);
            }
            at = end;
        }
    }

    /// @param name where the record's name begins
    /// @param at where its type stands
    private void record(Payload message, DnsNames reader, int name, int at, int end, boolean asked, Statements said, Names names) {
        int type = message.u16(at);
        int data = at + 10;
        if (said.takes(EvidenceKind.DNS_ANSWER)) {
            Text text = reader.text();
            if (!asked) {
                if (reader.read(name) < 0) {
                    return;
                }
                reader.appendTo(text);
                text.append(' ');
            }
            DnsRecords.append(text, message, reader, type, data, end);
            text.say(said, EvidenceKind.DNS_ANSWER);
        }
        if (DnsRecords.isAddress(type, end - data) && reader.read(asked ? HEADER : name) >= 0) {
            resolved(message, reader, data, end, said, names);
        }
    }

    /// @param owner stands at the name that has the address
    private void resolved(Payload message, DnsNames owner, int from, int to, Statements said, Names names) {
        boolean toAll = protocol.equals("mdns");
        if (toAll) {
            owner.say(said, EvidenceKind.HOST_NAME);
        }
        byte[] address = message.copy(from, to);
        String host = names.resolved(toAll ? 0 : message.clientHigh(), toAll ? 0 : message.clientLow(), address, owner);
        if (!host.isEmpty()) {
            said.announce(new Announced(LinkKind.DNS_ANSWER, 0, address, 0, host));
        }
    }
}
