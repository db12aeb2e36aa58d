package dev.tractor.model;

import java.util.List;

/// The labellers that the services and the command line share.
public final class Labellers {
    private Labellers() {}

    /// The built-in catalogue.
    public static Labeller standard() {
        return of(LabelCatalogue.standard());
    }

    public static Labeller of(LabelCatalogue catalogue) {
        return new StandardLabeller(catalogue);
    }
}
