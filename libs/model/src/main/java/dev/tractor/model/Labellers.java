package dev.tractor.model;

import dev.tractor.vocabulary.FirstBytes;
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

    /// The built-in catalogue alone, which is there at once: without a traffic class.
    public static Labeller rules() {
        return of(LabelCatalogue.standard(), List.of());
    }

    /// A model that reads first bytes.
    ///
    /// @throws ModelException when it is of another profile
    public static OnnxModel byteModel(ModelFiles files) {
        OnnxModel model = files.open();
        if (!ByteModel.isOne(model)) {
            model.close();
            throw new ModelException("model '" + model.manifest().name() + "' takes vectors of profile " + model.manifest().profile() + ", not of " + FirstBytes.PROFILE.name());
        }
        return model;
    }

    /// @param models at most one of profile `bytes-1`, which labels what the rules know nothing of, and at most one other, which gives the traffic class; closed with the labeller
    public static Labeller of(LabelCatalogue catalogue, List<OnnxModel> models) {
        return new StandardLabeller(catalogue, models);
    }
}
