package dev.tractor.gateway.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.media.Schema;

/// Leaves the type to what a reference names: generators of clients take a reference with a type beside it for any object.
@OpenApiFilter(RunStage.BUILD)
public class References implements OASFilter {
    @Override
    public Schema filterSchema(Schema schema) {
        if (schema.getRef() != null) {
            schema.setType((List<Schema.SchemaType>) null);
        }
        return schema;
    }
}
