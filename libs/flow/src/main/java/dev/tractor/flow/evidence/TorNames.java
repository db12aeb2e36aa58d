package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.regex.Pattern;

/// Tor's first handshake (tor-spec, "Channels"): the client asks for a host that it made up, `www.` and `.com` around letters of base32, and the relay's certificate is of another one under
/// `.net`, without further names.
final class TorNames {
    private static final Pattern ASKED = Pattern.compile("www\\.[a-z2-7]{4,25}\\.com");
    private static final Pattern ANSWERED = Pattern.compile("www\\.[a-z2-7]{8,20}\\.net");

    private TorNames() {}

    /// To be asked when a certificate was read.
    static void look(Statements said) {
        if (!said.has(EvidenceKind.TLS_SNI) || !said.has(EvidenceKind.CERTIFICATE_SUBJECT) || said.has(EvidenceKind.CERTIFICATE_NAME)) {
            return;
        }
        String asked = "";
        String answered = "";
        for (int at = 0; at < said.end(); at = said.next(at)) {
            asked = said.kind(at) == EvidenceKind.TLS_SNI ? said.value(at) : asked;
            answered = said.kind(at) == EvidenceKind.CERTIFICATE_SUBJECT ? said.value(at) : answered;
        }
        if (ANSWERED.matcher(answered).matches() && ASKED.matcher(asked).matches()) {
            said.say(EvidenceKind.APPLICATION, "tor");
        }
    }
}
