package dev.tractor.gateway.export;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.flows.FlowItem;
import dev.tractor.parquet.ParquetType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A column of exported flows: a component of [FlowItem] under its name in JSON.
///
/// @param type in Parquet
public record FlowColumn(String name, ParquetType type, RecordComponent component) {
    private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();
    /// All, in the order of the JSON.
    public static final List<FlowColumn> ALL = Arrays.stream(FlowItem.class.getRecordComponents())
            .map(component -> new FlowColumn(NAMES.translate(component.getName()), typeOf(component.getType()), component)).toList();

    /// @return null when the flow has none
    Object of(FlowItem flow) {
        try {
            return component.getAccessor().invoke(flow);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param fields names with commas between them; all columns when null
    /// @throws ApiException 400
    public static List<FlowColumn> chosen(String fields) {
        return fields == null ? ALL : Arrays.stream(fields.split(",", -1)).distinct().map(FlowColumn::named).toList();
    }

    private static FlowColumn named(String name) {
        return ALL.stream().filter(column -> column.name.equals(name)).findFirst().orElseThrow(() -> ApiException.badRequest(
                "fields has no '%s'; there are %s, with commas between them.".formatted(name, ALL.stream().map(FlowColumn::name).collect(Collectors.joining(", ")))));
    }

    private static ParquetType typeOf(Class<?> type) {
        if (type == String.class) return ParquetType.TEXT;
        if (type == BigDecimal.class) return ParquetType.TIMESTAMP;
        if (type == int.class || type == Integer.class) return ParquetType.INT32;
        if (type == long.class || type == Long.class) return ParquetType.INT64;
        return ParquetType.DOUBLE;
    }
}
