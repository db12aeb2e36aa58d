package dev.tractor.training;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The plots of a report as inline SVG.
final class Charts {
    private static final int LABEL_WIDTH = 120;
    private static final int CELL = 34;
    /// Room for the last column's slanted name.
    private static final int SLANT = 60;
    /// Share of a row from which its shade is too dark for dark figures.
    private static final double DARK = 0.6;
    private static final int BAR_WIDTH = 200;
    private static final int BAR_HEIGHT = 9;
    private static final int PLOT = 220;
    private static final int MARGIN = 36;
    private static final String FIRST_COLOUR = "#2b6cb0";
    private static final String SECOND_COLOUR = "#dd8833";
    private static final int TICKS = 5;

    private final StringBuilder svg = new StringBuilder();

    private Charts(int width, int height) {
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">", width, height, width, height);
    }

    /// Rows: actual class; columns: predicted class; the shade is the share of the row.
    static String confusion(TaskFigures figures) {
        List<Evaluation.ClassFigures> classes = figures.classes();
        int side = CELL * classes.size();
        Charts chart = new Charts(LABEL_WIDTH + side + SLANT, LABEL_WIDTH + side);
        for (int actual = 0; actual < classes.size(); actual++) {
            int y = LABEL_WIDTH + actual * CELL;
            chart.label(LABEL_WIDTH - 4, y + CELL / 2 + 4, "end", classes.get(actual).label());
            chart.add("<text transform=\"translate(%d %d) rotate(-60)\">%s</text>", LABEL_WIDTH + actual * CELL + CELL / 2, LABEL_WIDTH - 6, HtmlReport.escaped(classes.get(actual).label()));
            for (int predicted = 0; predicted < classes.size(); predicted++) {
                int count = figures.confusion()[actual][predicted];
                double share = (double) count / Math.max(1, classes.get(actual).rows());
                int x = LABEL_WIDTH + predicted * CELL;
                chart.add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" fill-opacity=\"%.3f\"/>", x, y, CELL - 1, CELL - 1, actual == predicted ? FIRST_COLOUR : SECOND_COLOUR, share);
                if (count > 0) {
                    chart.add("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%d</text>", x + CELL / 2, y + CELL / 2 + 4, share > DARK ? "#fff" : "#1b2430", count);
                }
            }
        }
        return chart.end();
    }

    static String precisionAndRecall(TaskFigures figures) {
        int row = 2 * BAR_HEIGHT + 8;
        Charts chart = new Charts(LABEL_WIDTH + BAR_WIDTH + 40, row * figures.classes().size() + 20);
        for (int label = 0; label < figures.classes().size(); label++) {
            Evaluation.ClassFigures each = figures.classes().get(label);
            chart.label(LABEL_WIDTH - 4, label * row + BAR_HEIGHT + 4, "end", each.label());
            chart.bar(label * row, each.precision(), FIRST_COLOUR);
            chart.bar(label * row + BAR_HEIGHT, each.recall(), SECOND_COLOUR);
        }
        chart.legend(LABEL_WIDTH, row * figures.classes().size() + 14, "precision", "recall");
        return chart.end();
    }

    /// The diagonal is perfect calibration; a circle's area grows with the rows of its bin.
    static String calibration(TaskFigures figures) {
        Charts chart = axes("probability", "share right");
        chart.add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#9aa5b1\" stroke-dasharray=\"4\"/>", MARGIN, PLOT, MARGIN + PLOT, 0);
        int most = figures.calibration().stream().mapToInt(Evaluation.Bin::rows).max().orElse(1);
        chart.line(figures.calibration().stream().filter(bin -> bin.rows() > 0).toList(), Evaluation.Bin::probability, Evaluation.Bin::right, FIRST_COLOUR);
        for (Evaluation.Bin bin : figures.calibration()) {
            if (bin.rows() > 0) {
                chart.add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\".6\"><title>%d rows</title></circle>",
                        MARGIN + PLOT * bin.probability(), PLOT * (1 - bin.right()), 2 + 8 * Math.sqrt((double) bin.rows() / most), FIRST_COLOUR, bin.rows());
            }
        }
        return chart.end();
    }

    static String coverage(TaskFigures figures) {
        Charts chart = axes("threshold", "share");
        chart.line(figures.curve(), Evaluation.Operating::threshold, Evaluation.Operating::coverage, FIRST_COLOUR);
        chart.line(figures.curve().stream().filter(point -> point.coverage() > 0).toList(), Evaluation.Operating::threshold, Evaluation.Operating::precision, SECOND_COLOUR);
        chart.add("<line x1=\"%1$.1f\" y1=\"0\" x2=\"%1$.1f\" y2=\"%2$d\" stroke=\"#9aa5b1\"/>", MARGIN + PLOT * (double) figures.threshold(), PLOT);
        chart.legend(MARGIN + 4, PLOT - 6, "coverage", "precision");
        return chart.end();
    }

    private static Charts axes(String horizontal, String vertical) {
        Charts chart = new Charts(PLOT + 2 * MARGIN, PLOT + MARGIN);
        chart.add("<rect x=\"%d\" y=\"0\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#c4ccd6\"/>", MARGIN, PLOT, PLOT);
        for (int tick = 0; tick <= TICKS; tick++) {
            String value = String.format(Locale.ROOT, "%.1f", (double) tick / TICKS);
            chart.label(MARGIN + PLOT * tick / TICKS, PLOT + 14, "middle", value);
            chart.label(MARGIN - 4, PLOT - PLOT * tick / TICKS + (tick == TICKS ? 10 : 4), "end", value);
        }
        chart.label(MARGIN + PLOT / 2, PLOT + 30, "middle", horizontal);
        chart.add("<text transform=\"translate(10 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>", PLOT / 2, vertical);
        return chart;
    }

    private <T> void line(List<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y, String colour) {
        StringBuilder path = new StringBuilder();
        for (T point : points) {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", MARGIN + PLOT * x.applyAsDouble(point), PLOT * (1 - y.applyAsDouble(point))));
        }
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path.toString().strip(), colour);
    }

    private void bar(int y, Double share, String colour) {
        if (share != null) {
            add("<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>", LABEL_WIDTH, y, BAR_WIDTH * share, BAR_HEIGHT - 1, colour);
            label((int) (LABEL_WIDTH + BAR_WIDTH * share) + 4, y + BAR_HEIGHT - 1, "start", String.format(Locale.ROOT, "%.2f", share));
        }
    }

    private void legend(int x, int y, String first, String second) {
        add("<text x=\"%d\" y=\"%d\"><tspan fill=\"%s\">%s</tspan> <tspan fill=\"%s\">%s</tspan></text>", x, y, FIRST_COLOUR, first, SECOND_COLOUR, second);
    }

    private void label(int x, int y, String anchor, String text) {
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>", x, y, anchor, HtmlReport.escaped(text));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private String end() {
        return svg.append("</svg>").toString();
    }
}
