package dev.tractor.standalone;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/// Asks a server in its own protocol whether it serves.
@FunctionalInterface
interface Probe {
    int TIMEOUT_MILLIS = 2_000;

    /// @throws IOException when it does not answer, or not as a server of its kind
    boolean ready() throws IOException;

    /// Any answer to `GET /`.
    static Probe http(int port) {
        return () -> status(port, "/") > 0;
    }

    /// 200 to `GET path`.
    static Probe healthy(int port, String path) {
        return () -> status(port, path) == HttpURLConnection.HTTP_OK;
    }

    static int status(int port, String path) throws IOException {
        var request = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        request.setInstanceFollowRedirects(false);
        try {
            return request.getResponseCode();
        } finally {
            request.disconnect();
        }
    }

    /// An authentication request (`R`) to a StartupMessage; while it starts or recovers, PostgreSQL answers an error (`E`).
    /// See "Message Formats" in its manual.
    static Probe postgres(int port) {
        int protocol = 3 << 16;
        byte[] parameters = "user\0tractor\0database\0postgres\0\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return () -> talk(port, (out, in) -> {
            out.writeInt(Integer.BYTES + Integer.BYTES + parameters.length);
            out.writeInt(protocol);
            out.write(parameters);
            out.flush();
            return in.readByte() == 'R';
        });
    }

    /// An answer to ApiVersions version 0, which a broker gives as soon as it serves requests. See "Kafka protocol guide".
    static Probe kafka(int port) {
        short apiVersions = 18;
        short version = 0;
        int correlation = 1;
        short noClientId = -1;
        return () -> talk(port, (out, in) -> {
            out.writeInt(Short.BYTES + Short.BYTES + Integer.BYTES + Short.BYTES);
            out.writeShort(apiVersions);
            out.writeShort(version);
            out.writeInt(correlation);
            out.writeShort(noClientId);
            out.flush();
            in.readInt();
            return in.readInt() == correlation;
        });
    }

    interface Talk {
        boolean apply(DataOutputStream out, DataInputStream in) throws IOException;
    }

    private static boolean talk(int port, Talk talk) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return talk.apply(new DataOutputStream(new java.io.BufferedOutputStream(socket.getOutputStream())), new DataInputStream(socket.getInputStream()));
        }
    }
}
