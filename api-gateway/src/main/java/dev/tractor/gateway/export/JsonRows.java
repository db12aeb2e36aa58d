package dev.tractor.gateway.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.tractor.gateway.flows.FlowItem;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;

/// One JSON array, or one object a line (NDJSON). What a flow does not have is left out.
final class JsonRows implements FlowRows {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder().rootValueSeparator("")
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET).disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build();

    private final JsonGenerator json;
    private final List<FlowColumn> columns;
    private final boolean lines;

    JsonRows(OutputStream out, List<FlowColumn> columns, boolean lines) throws IOException {
        this.json = FACTORY.createGenerator(out);
        this.columns = columns;
        this.lines = lines;
        if (!lines) json.writeStartArray();
    }

    @Override
    public void write(FlowItem flow) throws IOException {
        json.writeStartObject();
        for (FlowColumn column : columns) write(column.name(), column.of(flow));
        json.writeEndObject();
        if (lines) json.writeRaw('\n');
    }

    private void write(String name, Object value) throws IOException {
        switch (value) {
            case null -> { }
            case String text -> json.writeStringField(name, text);
            case BigDecimal seconds -> json.writeNumberField(name, seconds);
            case Float fraction -> json.writeNumberField(name, fraction);
            case Integer number -> json.writeNumberField(name, number);
            case Long number -> json.writeNumberField(name, number);
            default -> throw new IllegalStateException("a field of " + value.getClass());
        }
    }

    @Override
    public void finish() throws IOException {
        if (!lines) json.writeEndArray();
        json.close();
    }
}
