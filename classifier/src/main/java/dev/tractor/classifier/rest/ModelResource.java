package dev.tractor.classifier.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tractor.classifier.models.ModelIntake;
import dev.tractor.classifier.models.ModelRefusedException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jboss.logging.Logger;

/// Where models come in, and what was measured of them.
@Path("/internal/models")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ModelResource {
    private static final Logger LOG = Logger.getLogger(ModelResource.class);

    private final ModelIntake intake;

    ModelResource(ModelIntake intake) {
        this.intake = intake;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public JsonNode add(InputStream form, @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type) {
        try {
            return intake.take(form, type == null ? null : type.getParameters().get("boundary"));
        } catch (ModelRefusedException e) {
            discard(form);
            throw new ClientErrorException(e.getMessage(), e.isTooLarge() ? Status.REQUEST_ENTITY_TOO_LARGE : Status.BAD_REQUEST, e);
        } catch (IOException e) {
            LOG.warnf("a model could not be stored: %s", e.getMessage());
            throw new ServiceUnavailableException("the model could not be stored, try again: " + e.getMessage());
        }
    }

    @GET
    @Path("/{digest: [0-9a-f]{64}}/report")
    public byte[] report(@PathParam("digest") String digest) {
        try {
            return intake.report(digest).orElseThrow(() -> new NotFoundException("The model was uploaded without its report.json."));
        } catch (IOException e) {
            throw new ServiceUnavailableException("the report could not be read, try again: " + e.getMessage());
        }
    }

    /// A client reads the answer only when it has sent everything.
    private static void discard(InputStream form) {
        try {
            form.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException e) {
            LOG.debugf("the rest of a refused model did not arrive: %s", e);
        }
    }
}
