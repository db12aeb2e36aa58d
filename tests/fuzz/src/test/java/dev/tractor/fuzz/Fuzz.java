package dev.tractor.fuzz;

/// The class that Jazzer calls; the system property `tractor.fuzz.target` names the target.
public final class Fuzz {
    static final String TARGET_PROPERTY = "tractor.fuzz.target";
    private static final FuzzTarget TARGET = FuzzTarget.valueOf(System.getProperty(TARGET_PROPERTY));

    private Fuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TARGET.run(input);
    }
}
