package dev.tractor.training;

import dev.tractor.model.Decision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What is to be learnt from each label of a data set: a table with the column `label` and a column per task, the finest task first. It must tell apart
/// what the others do, so that their probabilities are sums of its probabilities and all answers agree.
///
/// @param tasks names, the finest first
/// @param classes of each label, one per task
public record TaskTable(List<String> tasks, Map<String, List<String>> classes) {
    /// Task of the seven kinds of traffic in the table of the ISCX labels.
    private static final String ISCX_MAIN_TASK = "class7";

    /// @throws TrainingException when it is no such table, with the line
    public static TaskTable read(Path file) {
        return of(CsvTable.read(file));
    }

    /// The fourteen labels of ISCX VPN-nonVPN 2016: `class14`, `class7` (kind of traffic) and `vpn` (through a VPN or not).
    static TaskTable iscx() {
        try (InputStream in = TaskTable.class.getResourceAsStream("iscx-2016-tasks.csv")) {
            return of(CsvTable.of(Path.of("iscx-2016-tasks.csv"), in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The ISCX tasks where all labels are theirs, else one task with the labels as they are, named by their column.
    static TaskTable standard(DataSet data) {
        TaskTable iscx = iscx();
        if (iscx.classes().keySet().containsAll(data.labels())) {
            return iscx;
        }
        Map<String, List<String>> classes = new TreeMap<>();
        data.labels().forEach(label -> classes.put(label, List.of(label)));
        return new TaskTable(List.of(data.labelColumn()), classes);
    }

    /// The task that gives the traffic class where nobody says which.
    String standardMainTask() {
        return tasks.contains(ISCX_MAIN_TASK) ? ISCX_MAIN_TASK : tasks.getFirst();
    }

    private static TaskTable of(CsvTable table) {
        int labelCell = table.column(DataSet.LABEL_COLUMN);
        List<String> tasks = table.header().stream().filter(name -> !name.equals(DataSet.LABEL_COLUMN)).toList();
        if (tasks.isEmpty()) {
            throw new TrainingException(table.file() + ": has no task, which is a column beside '" + DataSet.LABEL_COLUMN + "'");
        }
        Map<String, List<String>> classes = new TreeMap<>();
        Map<String, List<String>> byFinest = new LinkedHashMap<>();
        for (CsvTable.Row row : table.rows()) {
            List<String> given = tasks.stream().map(task -> row.cells().get(table.column(task))).toList();
            if (given.stream().anyMatch(String::isBlank) || classes.put(row.cells().get(labelCell), given) != null) {
                throw table.wrong(row, "needs a label that no other row has, and a class in each of " + tasks);
            }
            List<String> before = byFinest.putIfAbsent(given.getFirst(), given);
            if (before != null && !before.equals(given)) {
                throw table.wrong(row, "'" + given.getFirst() + "' is " + given + " here and " + before + " before: the first task must be the finest");
            }
        }
        return new TaskTable(tasks, classes);
    }

    /// Without the tasks, the finest excepted, in which all labels of the data are of one class: there is nothing to learn.
    TaskTable reducedTo(DataSet data) {
        List<List<String>> given = data.labels().stream().distinct().filter(classes::containsKey).map(classes::get).toList();
        int[] kept = IntStream.range(0, tasks.size()).filter(task -> task == 0 || given.stream().map(each -> each.get(task)).distinct().count() > 1).toArray();
        Map<String, List<String>> reduced = new TreeMap<>();
        classes.forEach((label, each) -> reduced.put(label, Arrays.stream(kept).mapToObj(each::get).toList()));
        return new TaskTable(Arrays.stream(kept).mapToObj(tasks::get).toList(), reduced);
    }

    /// The tasks over the classes that occur.
    ///
    /// @param main name of the task that gives the traffic class
    /// @throws TrainingException for a label that the table has not, an unknown main task, or fewer than two classes in a task
    Tasks over(DataSet data, String main) {
        if (!tasks.contains(main)) {
            throw new TrainingException("task '" + main + "' is none of " + tasks);
        }
        data.labels().stream().filter(label -> !classes.containsKey(label)).findFirst().ifPresent(label -> {
            throw new TrainingException("row " + (data.labels().indexOf(label) + 1) + " of the data: label '" + label + "' is none of " + classes.keySet());
        });
        List<List<String>> ofRow = data.labels().stream().map(classes::get).toList();
        List<List<String>> occurring = ofRow.stream().distinct().toList();
        List<String> finest = occurring.stream().map(List::getFirst).sorted().toList();
        List<Tasks.Task> built = new ArrayList<>();
        for (int task = 0; task < tasks.size(); task++) {
            int column = task;
            List<String> labels = occurring.stream().map(given -> given.get(column)).distinct().sorted().toList();
            if (labels.size() < 2) {
                throw new TrainingException("task '" + tasks.get(task) + "': the data have " + labels.size() + " class, '" + labels.getFirst() + "'; at least 2 are needed");
            }
            if (labels.contains(Decision.UNKNOWN)) {
                throw new TrainingException("task '" + tasks.get(task) + "': no class may be named '" + Decision.UNKNOWN + "', which is the answer for what no class fits");
            }
            int[] groups = new int[finest.size()];
            occurring.forEach(given -> groups[finest.indexOf(given.getFirst())] = labels.indexOf(given.get(column)));
            built.add(new Tasks.Task(tasks.get(task), labels, groups));
        }
        int[] targets = ofRow.stream().mapToInt(given -> finest.indexOf(given.getFirst())).toArray();
        return new Tasks(List.copyOf(built), tasks.indexOf(main), targets);
    }
}
