package dev.tractor.gateway.export;

import dev.tractor.gateway.backend.ApiException;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// In what form flows are answered.
public enum FlowFormat {
    JSON(FlowFormat.JSON_TYPE),
    CSV(FlowFormat.CSV_TYPE),
    NDJSON(FlowFormat.NDJSON_TYPE),
    PARQUET(FlowFormat.PARQUET_TYPE),
    /// The packets of the flows.
    PCAPNG(FlowFormat.PCAPNG_TYPE);

    public static final String JSON_TYPE = MediaType.APPLICATION_JSON;
    public static final String CSV_TYPE = "text/csv";
    public static final String NDJSON_TYPE = "application/x-ndjson";
    /// As IANA lists it.
    public static final String PARQUET_TYPE = "application/vnd.apache.parquet";
    public static final String PCAPNG_TYPE = "application/x-pcapng";

    private final MediaType type;

    FlowFormat(String type) {
        this.type = MediaType.valueOf(type);
    }

    public MediaType type() {
        return this == CSV ? type.withCharset("utf-8") : type;
    }

    /// As it is named in a request, and the extension of its files.
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws ApiException 400
    public static FlowFormat named(String name) {
        return Arrays.stream(values()).filter(format -> format.extension().equals(name)).findFirst().orElseThrow(() -> ApiException.badRequest(
                "format is %s, not '%s'.".formatted(Arrays.stream(values()).map(FlowFormat::extension).collect(Collectors.joining(", ")), name)));
    }

    /// @param accepted in the client's order of preference; one of them is taken
    public static FlowFormat preferred(List<MediaType> accepted) {
        return accepted.stream().flatMap(wanted -> Arrays.stream(values()).filter(format -> format.type.isCompatible(wanted))).findFirst().orElse(JSON);
    }
}
