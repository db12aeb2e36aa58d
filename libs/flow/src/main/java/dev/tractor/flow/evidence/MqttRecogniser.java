package dev.tractor.flow.evidence;


/// MQTT 3.1, 3.1.1 and 5 (OASIS, 2.1 and 3.1): the opening packets and the ping, which is nothing but a header, anywhere; other packets at the well-known port when they fill the segment.
final class MqttRecogniser extends Recogniser {
    private static final int CONNECT = 1;
    private static final int CONNECT_ACKNOWLEDGED = 2;
    private static final int MAX_LENGTH_BYTES = 4;
    private static final int PORT = 1883;

    @Override
    public String protocol() {
        return "mqtt";
    }

    @Override
    public Verdict look(Payload payload, Statements said, Names names) {
        int type = payload.u8(0) >> 4;
        int content = content(payload, 0);
        if (content < 0) {
            return Verdict.NO;
        }
        if (type == CONNECT) {
            return (payload.u8(0) & 0x0F) == 0 && (payload.u16(content) == 4 && payload.is(content + 2, "MQTT") || payload.u16(content) == 6 && payload.is(content + 2, "MQIsdp"))
                    ? Verdict.DONE : Verdict.NO;
        }
        boolean acknowledged = type == CONNECT_ACKNOWLEDGED && payload.length() == 4 && payload.u16(0) == 0x2002 && payload.u8(2) <= 1 && payload.u8(3) <= 5;
        boolean ping = payload.length() == 2 && (payload.u16(0) == 0xC000 || payload.u16(0) == 0xD000);
        return acknowledged || ping || payload.port(PORT) && fills(payload) ? Verdict.DONE : Verdict.NO;
    }

    private static boolean fills(Payload payload) {
        int at = 0;
        while (at >= 0 && at < payload.length()) {
            int content = content(payload, at);
            at = content < 0 ? -1 : content + remaining(payload, at);
        }
        return at == payload.length();
    }

    /// Index behind the remaining length of the packet at `at`, or -1.
    private static int content(Payload payload, int at) {
        for (int i = 1; i <= MAX_LENGTH_BYTES; i++) {
            int b = payload.u8(at + i);
            if (b < 0x80) {
                return b < 0 ? -1 : at + i + 1;
            }
        }
        return -1;
    }

    private static int remaining(Payload payload, int at) {
        int length = 0;
        for (int i = 1; i <= MAX_LENGTH_BYTES; i++) {
            length |= (payload.u8(at + i) & 0x7F) << 7 * (i - 1);
            if (payload.u8(at + i) < 0x80) {
                break;
            }
        }
        return length;
    }
}
