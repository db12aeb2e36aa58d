package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.regex.Pattern;

/// The names and the validity in an X.509 certificate (RFC 5280), read by a walk over its DER elements that trusts no length. What is malformed ends the walk.
final class Certificate {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int VERSION = 0xA0;
    private static final int EXTENSIONS = 0xA3;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int BMP_STRING = 0x1E;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int DNS_NAME = 0x82;
    /// RFC 5280, A.1: `id-at-commonName` 2.5.4.3, `id-at-organizationName` 2.5.4.10, `id-ce-subjectAltName` 2.5.29.17.
    private static final String COMMON_NAME = "\u0055\u0004\u0003";
    private static final String ORGANISATION = "\u0055\u0004\n";
    private static final String ALTERNATIVE_NAME = "\u0055\u001D\u0011";
    /// A name or an extension list longer than this is not read to its end.
    private static final int MAX_ELEMENTS = 128;

    /// Issuer, validity, subject, key, two identifiers and the extensions.
    private static final int MAX_FIELDS = 7;

    /// A Tor relay makes up both names anew: 8 to 20 characters of base32 each (`tor_tls_context_init_certificates`).
    private static final Pattern TOR_SUBJECT = Pattern.compile("www\\.[a-z2-7]{8,20}\\.net");
    private static final Pattern TOR_ISSUER = Pattern.compile("www\\.[a-z2-7]{8,20}\\.com");

    private final Payload der;
    /// The element that the walk stands at: its tag, and where its content begins and ends.
    private int tag;
    private int content;
    private int end;

    private String issuedBy = "";

    private Certificate(Payload der) {
        this.der = der;
    }

    /// @param der the certificate, maybe cut off
    static void read(Payload der, Statements said) {
        new Certificate(der).read(said);
    }

    /// Moves to the element at `at`, which ends at `limit` at the latest.
    private boolean element(int at, int limit) {
        int length = der.u8(at + 1);
        content = at + 2;
        if (length >= 0x80) {
            int octets = length & 0x7F;
            length = octets == 1 ? der.u8(at + 2) : octets == 2 ? der.u16(at + 2) : octets == 3 ? der.u24(at + 2) : -1;
            content += octets;
        }
        tag = der.u8(at);
        end = content + length;
        return length >= 0 && end <= limit;
    }

    /// `Certificate ::= SEQUENCE { tbsCertificate SEQUENCE { [0] version, serial, signature, issuer, validity, subject, key, [3] extensions }, … }`
    private void read(Statements said) {
        if (!element(0, Integer.MAX_VALUE) || tag != SEQUENCE || !element(content, end) || tag != SEQUENCE) {
            return;
        }
        int last = end;
        if (!element(content, last)) {
            return;
        }
        for (int i = tag == VERSION ? 0 : 1; i < 2; i++) {
            if (!element(end, last)) {
                return;
            }
        }
        for (int i = 0; i < MAX_FIELDS && element(end, last); i++) {
            int next = end;
            switch (i) {
                case 0 -> issuer(said);
                case 1 -> validity(said);
                case 2 -> subject(said);
                default -> {
                    if (tag == EXTENSIONS) {
                        extensions(said);
                    }
                }
            }
            end = next;
        }
    }

    private void subject(Statements said) {
        int from = content;
        int to = end;
        String name = attribute(from, to, COMMON_NAME);
        if (TOR_SUBJECT.matcher(name).matches() && TOR_ISSUER.matcher(issuedBy).matches()) {
            said.say(EvidenceKind.APPLICATION, "tor");
        }
        said.say(EvidenceKind.CERTIFICATE_SUBJECT, name.isEmpty() ? attribute(from, to, ORGANISATION) : name);
    }

    private void issuer(Statements said) {
        int from = content;
        int to = end;
        String name = attribute(from, to, COMMON_NAME);
        String organisation = attribute(from, to, ORGANISATION);
        issuedBy = name;
        said.say(EvidenceKind.CERTIFICATE_ISSUER, name.isEmpty() || organisation.isEmpty() ? name + organisation : name + ", " + organisation);
    }

    /// `Name ::= SEQUENCE OF SET OF SEQUENCE { type OBJECT IDENTIFIER, value }`; of several common names the last, the most specific.
    private String attribute(int from, int to, String type) {
        String found = "";
        int at = from;
        for (int i = 0; i < MAX_ELEMENTS && at < to && element(at, to) && tag == SET; i++) {
            at = end;
            if (element(content, at) && tag == SEQUENCE) {
                int pairEnd = end;
                if (element(content, pairEnd) && isIdentifier(type) && element(end, pairEnd)) {
                    found = text();
                }
            }
        }
        return found;
    }

    private boolean isIdentifier(String type) {
        return tag == OBJECT_IDENTIFIER && end - content == type.length() && der.is(content, type);
    }

    private String text() {
        if (tag != BMP_STRING) {
            return der.text(content, end);
        }
        StringBuilder characters = new StringBuilder();
        for (int at = content; at + 1 < Math.min(end, der.length()); at += 2) {
            int character = der.u16(at);
            characters.append(Character.isISOControl(character) ? ' ' : (char) character);
        }
        return characters.toString().strip();
    }

    private void validity(Statements said) {
        int last = end;
        if (element(content, last)) {
            String from = time();
            if (element(end, last)) {
                String to = time();
                said.say(EvidenceKind.CERTIFICATE_VALIDITY, from.isEmpty() || to.isEmpty() ? "" : from + "/" + to);
            }
        }
    }

    /// RFC 5280, 4.1.2.5: `YYMMDDHHMMSSZ`, 50 and later are of the last century, or `YYYYMMDDHHMMSSZ`.
    private String time() {
        String digits = der.text(content, end);
        if (tag == UTC_TIME) {
            digits = (digits.compareTo("50") < 0 ? "20" : "19") + digits;
        } else if (tag != GENERALIZED_TIME) {
            return "";
        }
        if (digits.length() != 15 || digits.charAt(14) != 'Z' || !digits.substring(0, 14).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return "";
        }
        return digits.substring(0, 4) + '-' + digits.substring(4, 6) + '-' + digits.substring(6, 8) + 'T' + digits.substring(8, 10) + ':' + digits.substring(10, 12) + ':' + digits.substring(12);
    }

    /// `Extensions ::= SEQUENCE OF SEQUENCE { type OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, value OCTET STRING }`
    private void extensions(Statements said) {
        if (!element(content, end) || tag != SEQUENCE) {
            return;
        }
        int last = end;
        int at = content;
        for (int i = 0; i < MAX_ELEMENTS && at < last && element(at, last) && tag == SEQUENCE; i++) {
            at = end;
            if (element(content, at) && isIdentifier(ALTERNATIVE_NAME)) {
                while (tag != OCTET_STRING && element(end, at)) {
                    // passes over "critical"
                }
                names(said);
                return;
            }
        }
    }

    private void names(Statements said) {
        if (tag != OCTET_STRING || !element(content, end) || tag != SEQUENCE) {
            return;
        }
        int last = end;
        int at = content;
        for (int i = 0; i < MAX_ELEMENTS && at < last && element(at, last) && said.takes(EvidenceKind.CERTIFICATE_NAME); i++) {
            if (tag == DNS_NAME) {
                said.say(EvidenceKind.CERTIFICATE_NAME, Statements.hostName(der.text(content, end)));
            }
            at = end;
        }
    }
}
