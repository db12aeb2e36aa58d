package dev.tractor.training;

/// How the rows are cut into folds that say what to expect on other data.
public enum Split {
    /// Each class in file order into blocks: for one long recording.
    BLOCKS("block folds"),
    /// Whole files: no file, such as a capture, has rows in the training and the test of a fold.
    FILES("folds by file");

    private final String title;

    Split(String title) {
        this.title = title;
    }

    /// What reports call the folds.
    public String title() {
        return title;
    }
}
