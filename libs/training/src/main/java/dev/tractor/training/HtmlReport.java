package dev.tractor.training;

import dev.tractor.model.ModelManifest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A report as one HTML file without anything from elsewhere.
final class HtmlReport {
    private static final double PERCENT = 100;
    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>%1$s</title><style>
            body{font:15px/1.45 system-ui,sans-serif;max-width:1100px;margin:2rem auto;padding:0 1rem;color:#1b2430;background:#fff}
            h1{font-size:1.6rem}h2{margin-top:2.2rem;border-bottom:1px solid #d5dbe3}h3{font-size:1rem;margin:0 0 .3rem}
            table{border-collapse:collapse;margin:.6rem 0}th,td{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #e6eaef}th:first-child,td:first-child{text-align:left}
            tr.chosen{background:#eaf3ff;font-weight:600}code{background:#f2f4f7;padding:.1rem .3rem;overflow-wrap:anywhere}
            .charts{display:flex;flex-wrap:wrap;gap:1.2rem}figure{margin:0}svg{font:11px system-ui,sans-serif;max-width:100%%;height:auto}.note{color:#5b6675;max-width:75ch}
            </style></head><body><h1>%1$s</h1>
            """;

    private final StringBuilder html = new StringBuilder();

    private HtmlReport(String title) {
        html.append(String.format(Locale.ROOT, HEAD, escaped(title)));
    }

    static String of(TrainingReport report) {
        HtmlReport page = new HtmlReport("Model " + report.name() + ", trained on " + report.duplicates().rows() + " rows");
        page.sources(report.profile(), report.command(), report.sources(), report.duplicates());
        page.text("ONNX file: " + report.onnxBytes() + " bytes, SHA-256 " + report.onnxSha256() + ". Its answers equal the trainer's on every row: no label differs, and no probability by more than "
                + String.format(Locale.ROOT, "%.1e", report.greatestDifference()) + ".");
        page.comparison(report);
        page.heldOut(report);
        for (TrainingReport.TaskReport task : report.tasks()) {
            page.heading("Task " + task.name() + (task.main() ? ", which gives the traffic class" : ""));
            page.figures(report.split().title(), task.blockFolds());
            page.figures("shuffled folds", task.shuffledFolds());
        }
        return page.end();
    }

    static String of(EvaluationReport report) {
        HtmlReport page = new HtmlReport("Model " + report.name() + " on " + report.duplicates().rows() + " rows");
        page.sources(report.profile(), report.command(), report.sources(), report.duplicates());
        page.text("Model digest " + report.modelDigest() + ". " + report.unlikeTraining() + " rows do not resemble what the model was trained on and get no class.");
        if (!report.foreign().isEmpty()) {
            page.heading("Labels that the model has no class for");
            page.table("label", "rows", "answered unknown");
            report.foreign().forEach(foreign -> page.row("td", foreign.label(), foreign.rows(), percent(foreign.unknown())));
            page.endTable();
        }
        for (EvaluationReport.TaskReport task : report.tasks()) {
            page.heading("Task " + task.name() + (task.main() ? ", which gives the traffic class" : ""));
            page.figures(task.rows() + " rows", task.figures());
        }
        return page.end();
    }

    private void sources(String profile, String command, List<ModelManifest.TrainingData> sources, DataSet.Duplicates duplicates) {
        html.append("<p>Profile <code>").append(escaped(profile)).append("</code>. Made by <code>").append(escaped(command)).append("</code></p>");
        table("file", "rows", "SHA-256");
        sources.forEach(source -> row("td", source.file(), source.rows(), source.sha256()));
        endTable();
        text(duplicates.repeated() + " rows repeat the vector of an earlier row; " + duplicates.contradicting() + " rows have a vector that occurs with another label too.");
    }

    private void comparison(TrainingReport report) {
        heading("Learners compared");
        for (TrainingReport.TaskReport task : report.tasks()) {
            table("task " + task.name(), report.split().title() + ": accuracy", "macro F1", "shuffled folds: accuracy", "macro F1");
            row("td", "majority guess", decimal(task.blockFolds().majorityAccuracy()), decimal(task.blockFolds().majorityMacroF1()), decimal(task.shuffledFolds().majorityAccuracy()), decimal(task.shuffledFolds().majorityMacroF1()));
            for (TrainingReport.LearnerFigures learner : report.comparison()) {
                TrainingReport.Scores scores = learner.tasks().get(task.name());
                html.append(learner.exported() ? "<tr class=chosen>" : "<tr>");
                cells("td", described(learner), decimal(scores.blockAccuracy()), decimal(scores.blockMacroF1()), decimal(scores.shuffledAccuracy()), decimal(scores.shuffledMacroF1()));
            }
            endTable();
        }
        String split = switch (report.split()) {
            case BLOCKS -> "Block folds cut each class in file order into five blocks, since neighbouring rows are near-twins: that is the figure to expect.";
            case FILES -> "Folds by file never have rows of one file in training and test: that is the figure to expect. Left out, since they stand in too few files: " + String.join(", ", report.rareLabels()) + ".";
        };
        text(split + " Shuffled folds flatter. Exact duplicates of test rows are left out of the training rows. The marked row is exported: boosted trees with the settings whose macro F1 on " + report.split().title()
                + " is best in the mean of the tasks.");
    }

    private static String described(TrainingReport.LearnerFigures learner) {
        StringBuilder text = new StringBuilder(learner.learner());
        for (Map.Entry<String, Object> setting : learner.settings().entrySet()) {
            text.append(", ").append(setting.getKey()).append(' ').append(setting.getValue());
        }
        return text.toString();
    }

    private void heldOut(TrainingReport report) {
        if (report.heldOut().isEmpty()) {
            return;
        }
        heading("Classes that the model has never seen");
        table("class held out", "rows", "answered unknown", "by the threshold alone");
        report.heldOut().forEach(outcome -> row("td", outcome.label(), outcome.rows(), percent(outcome.unknown()), percent(outcome.unknownByThreshold())));
        endTable();
        text(String.format(Locale.ROOT, "Each line is a model that was trained without the class and then asked about all of its rows. A class is given from a probability of %.2f and a familiarity of %.3g on; the price is the "
                + "coverage below.", report.mainTask().blockFolds().threshold(), report.minFamiliarity()));
    }

    private void figures(String what, TaskFigures figures) {
        text(String.format(Locale.ROOT, "%s: accuracy %.3f, macro F1 %.3f (majority guess %.3f, %.3f), expected calibration error %.3f. At the threshold %.2f, %.1f%% of the rows get a class, and %.1f%% of these are right.",
                what, figures.accuracy(), figures.macroF1(), figures.majorityAccuracy(), figures.majorityMacroF1(), figures.calibrationError(), figures.threshold(),
                PERCENT * figures.coverage(), PERCENT * figures.precision()));
        html.append("<div class=charts>");
        chart("Confusion, " + what, Charts.confusion(figures));
        chart("Precision and recall by class, " + what, Charts.precisionAndRecall(figures));
        chart("Calibration, " + what, Charts.calibration(figures));
        chart("Coverage and precision by threshold, " + what, Charts.coverage(figures));
        html.append("</div>");
    }

    private void chart(String title, String svg) {
        html.append("<figure><h3>").append(escaped(title)).append("</h3>").append(svg).append("</figure>\n");
    }

    private void heading(String text) {
        html.append("<h2>").append(escaped(text)).append("</h2>\n");
    }

    private void text(String text) {
        html.append("<p class=note>").append(escaped(text)).append("</p>\n");
    }

    private void table(Object... columns) {
        html.append("<table>");
        row("th", columns);
    }

    private void row(String tag, Object... cells) {
        html.append("<tr>");
        cells(tag, cells);
    }

    private void cells(String tag, Object... cells) {
        for (Object cell : cells) {
            html.append('<').append(tag).append('>').append(escaped(cell.toString())).append("</").append(tag).append('>');
        }
        html.append("</tr>\n");
    }

    private void endTable() {
        html.append("</table>\n");
    }

    private String end() {
        return html.append("</body></html>\n").toString();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", PERCENT * share);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
