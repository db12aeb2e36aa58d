package dev.tractor.testsupport.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerSchemasTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anAnswerIsHeldAgainstTheSchemaOfItsStatusAndType() throws Exception {
        JsonNode document = JSON.readTree("""
                {"paths": {"/v1/jobs/{job_id}": {"get": {"responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Job"}}}}}}}},
                 "components": {"schemas": {"Job": {"type": "object", "required": ["job_id"], "properties": {"job_id": {"type": "integer"}, "state": {"enum": ["finished"]}}}}}}""");
        Operation operation = Operation.of(document).getFirst();
        AnswerSchemas schemas = new AnswerSchemas(document);

        assertEquals(Optional.empty(), schemas.breach(operation, 200, "application/json;charset=UTF-8", JSON.readTree("{\"job_id\": 7, \"state\": \"finished\", \"more\": 1}")));
        assertTrue(schemas.breach(operation, 200, "application/json", JSON.readTree("{\"state\": \"finished\"}")).orElseThrow().contains("job_id"));
        assertTrue(schemas.breach(operation, 200, "application/json", JSON.readTree("{\"job_id\": 7, \"state\": \"done\"}")).orElseThrow().contains("state"));
        assertEquals(Optional.empty(), schemas.breach(operation, 404, "application/json", JSON.readTree("{}")));
    }
}
