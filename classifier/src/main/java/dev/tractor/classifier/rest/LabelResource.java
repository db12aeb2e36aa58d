package dev.tractor.classifier.rest;

import dev.tractor.classifier.models.OwnModel;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/// The labels that this service can give.
@Path("/internal/labels")
@Produces(MediaType.APPLICATION_JSON)
public class LabelResource {
    private final OwnModel own;

    LabelResource(OwnModel own) {
        this.own = own;
    }

    /// @param groupName name of the group
    /// @param labels sorted
    public record Group(String groupName, List<String> labels) {}

    @GET
    public List<Group> labels() {
        return own.labeller().labels().stream().map(group -> new Group(group.name(), group.labels())).toList();
    }
}
