package dev.tractor.model;

import java.util.List;

/// The labellers that the services and the command line share.
public final class Labellers {
    /// Name of the model that ships with the program.
    public static final String TRAFFIC_CLASS_MODEL = "traffic-class";

    private Labellers() {}

    /// The built-in catalogue and model.
    public static Labeller standard() {
        return of(LabelCatalogue.standard(), List.of(OnnxModel.builtIn(TRAFFIC_CLASS_MODEL)));
    }

    /// @param models none, or the one that gives the traffic class; closed with the labeller
    public static Labeller of(LabelCatalogue catalogue, List<OnnxModel> models) {
        return new StandardLabeller(catalogue, models);
    }
}
