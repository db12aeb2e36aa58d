// What was measured of a model when it was trained: report.json of `tractor train`. Every figure is of rows that the model had not seen.
import {el, facts, table} from './dom.js';
import * as format from './format.js';
import {dense, num, td, th} from './tables.js';
import {t} from './texts.js';

const FOLDS = ['block_folds', 'shuffled_folds'];
const FIGURES = ['accuracy', 'macro_f1', 'calibration_error', 'threshold', 'coverage', 'precision'];
const DIGITS = 3;

export function trainingReport(report) {
  const {tasks = [], duplicates, sources = [], comparison = [], held_out: heldOut = []} = report;
  const ordered = tasks.toSorted((a, b) => b.main - a.main);
  return el('div', {class: 'view report'},
    facts([[t.report.data, sources.map(({file, rows}) => t.report.source(file, rows)).join(', ')], [t.report.repeated, duplicates && t.report.of(duplicates.repeated, duplicates.rows)],
      [t.report.contradicting, duplicates && t.report.of(duplicates.contradicting, duplicates.rows)], [t.report.wanted, report.wanted_precision && share(report.wanted_precision)]]),
    el('p', {class: 'muted'}, t.report.folds), overall(ordered), ordered.map(classes),
    heldOut.length > 0 && section(t.report.heldOut, el('p', {class: 'muted'}, t.report.heldOutHelp), dense(t.report.heldOut, [{title: t.report.label}, {title: t.report.rows, num: true}, {title: t.report.unknown, num: true}],
      heldOut.map(({label, rows, unknown}) => [th(label), num(format.count(rows)), num(share(unknown))]))),
    comparison.length > 0 && learners(comparison));
}

const share = value => format.percent(value);
const figure = value => value === undefined || value === null ? '' : value.toFixed(DIGITS);
const section = (title, ...content) => el('div', {class: 'part'}, el('h3', {}, title), content);

function overall(tasks) {
  const rows = tasks.flatMap(task => FOLDS.filter(fold => task[fold]).map(fold => [th(t.report.task(task.name, task.main)), td(t.report.foldNames[fold], 'muted'), FIGURES.map(name => num(figure(task[fold][name]))), num(figure(task[fold].majority_accuracy), 'muted')]));
  return dense(t.report.overall, [{title: t.report.taskTitle}, {title: t.report.tested}, ...FIGURES.map(name => ({title: t.report.figures[name], num: true})), {title: t.report.majority, num: true}], rows);
}

/** Of each class: how many rows, how often it is right, and what it is taken for. */
function classes({name, main, block_folds: {classes: all = [], confusion = []} = {}}) {
  const greatest = confusion.map(row => row.reduce((sum, n) => sum + n, 0));
  const shade = (n, row, column) => {
    const cell = el('td', {class: `num ${row === column ? 'right' : 'wrong'}`}, n > 0 ? format.count(n) : '');
    cell.style.setProperty('--depth', `${Math.round(100 * n / Math.max(1, greatest[row]))}%`);
    return cell;
  };
  return el('details', {class: 'part', open: main}, el('summary', {}, t.report.classes(name)),
    dense(t.report.classes(name), [{title: t.report.label}, {title: t.report.rows, num: true}, {title: t.report.figures.precision, num: true}, {title: t.report.recall, num: true}, {title: 'F1', num: true}],
      all.map(({label, rows, precision, recall, f1}) => [th(label), num(format.count(rows)), num(figure(precision)), num(figure(recall)), num(figure(f1))])),
    confusion.length > 0 && [el('h3', {}, t.report.confusion), el('p', {class: 'muted'}, t.report.confusionHelp), el('div', {class: 'confusion'}, table(t.report.confusion, [{title: t.report.label}, ...all.map(({label}) => ({title: label, num: true}))],
      confusion.map((row, i) => el('tr', {}, el('th', {scope: 'row'}, all[i].label), row.map((n, j) => shade(n, i, j))))))]);
}

function learners(comparison) {
  const tasks = Object.keys(comparison[0].tasks ?? {});
  return section(t.report.learners, dense(t.report.learners, [{title: t.report.learner}, {title: t.report.settings}, ...tasks.map(task => ({title: t.report.f1Of(task), num: true}))],
    comparison.map(({learner, settings = {}, exported, tasks: measured}) => [th([learner, exported && [' ', el('span', {class: 'badge'}, t.report.chosen)]]),
      td(Object.entries(settings).map(([name, value]) => `${name} ${value}`).join(', '), 'muted'), tasks.map(task => num(figure(measured[task]?.block_macro_f1)))])));
}
