package dev.tractor.flow.session;

import dev.tractor.flow.evidence.Announced;
import dev.tractor.flow.evidence.Statements;
import dev.tractor.vocabulary.AddressNumbers;
import dev.tractor.vocabulary.LinkKind;
import java.util.List;

/// Remembers which flows others have announced: the data of FTP, the media of a call.
public class Announcements {
    final Expectations expectations = new Expectations();

    /// A flow begins: was it announced?
    ///
    /// @param resolved whether the server's address was given to somebody under a name
    /// @param nanos time of its first packet
    /// @return as what it was announced by another flow, null when it was not
    public LinkKind begun(Speaker flow, boolean resolved, long nanos) {
        Expectations.Expectation announced = announced(flow, nanos);
        return announced == null ? null : announced.kind();
    }

    final Expectations.Expectation announced(Speaker flow, long nanos) {
        Expectations.Expectation server = announced(flow, false, nanos);
        if (server != null) {
            return server;
        }
        Expectations.Expectation client = announced(flow, true, nanos);
        // A server of TFTP answers to the port that asked (RFC 1350, 4): what goes from there to others is something else.
        return client != null && client.kind() == LinkKind.TFTP_TRANSFER ? null : client;
    }

    private Expectations.Expectation announced(Speaker flow, boolean client, long nanos) {
        int port = flow.port(client);
        return expectations.expects(port) ? expectations.at(flow.protocol(), flow.addressHigh(client), flow.addressLow(client), port, nanos) : null;
    }

    /// A flow has said something new.
    ///
    /// @param announced by one side of the flow
    /// @param byClient whether that side is the client
    /// @param said all that it has said so far
    /// @param from where the first statement is that was not told before
    /// @param nanos time of the packet that said it
    public void heard(Speaker flow, List<Announced> announced, boolean byClient, Statements said, int from, long nanos) {
        for (int i = 0; i < announced.size(); i++) {
            Announced other = announced.get(i);
            if (other.kind() != LinkKind.DNS_ANSWER) {
                expect(flow, other, byClient, new Expectations.Expectation(flow.ordinal(), other.kind(), other.evidence(), nanos));
            }
        }
    }

    final void expect(Speaker flow, Announced announced, boolean byClient, Expectations.Expectation expectation) {
        byte[] address = announced.address();
        long high = address == null ? flow.addressHigh(byClient) : AddressNumbers.high(address);
        long low = address == null ? flow.addressLow(byClient) : AddressNumbers.low(address);
        expectations.expect(new Endpoint(announced.protocol(), high, low, announced.port()), expectation);
    }
}
