// Two jobs beside each other: other model, other options, other capture.
import * as api from './api.js';
import {el, replace, card, nothing, table} from './dom.js';
import {flowsOf, overviewOf, withParameters} from './address.js';
import * as format from './format.js';
import {and, test} from './query.js';
import {t} from './texts.js';

const FIELDS = ['label', 'group', 'class', 'app', 'protocol', 'domain', 'country', 'dst.port'];
const CANDIDATES = 200;
const CHANGES_SHOWN = 50;

export async function showCompare(body, signal, {job, file, query, parameters}) {
  const {by = 'label', with: other} = parameters;
  const {body: {jobs}} = await api.jobs({state: 'finished', limit: CANDIDATES}, signal);
  const others = jobs.filter(one => String(one.job_id) !== job);
  if (others.length === 0) return replace(body, nothing(t.compare.alone));
  const bar = chooser(others, file.name, other, by);
  if (!other) return replace(body, bar, nothing(t.compare.choose));
  const answer = await api.compare(job, {with: other, by, query}, signal);
  replace(body, bar, el('div', {class: 'halves'}, totals(answer, query), answer.changes && changes(answer.changes, job, other)), differences(answer, query, parameters.measure === 'bytes' ? 'bytes' : 'flows'));
}

function chooser(others, name, chosen, by) {
  const entry = one => el('option', {value: one.job_id, selected: String(one.job_id) === chosen}, t.compare.entry(one.job_id, one.capture, one.model ?? t.about.noModel, format.time(one.started_at)));
  const same = others.filter(one => one.capture === name);
  const rest = others.filter(one => one.capture !== name);
  const group = (label, all) => all.length > 0 && el('optgroup', {label}, all.map(entry));
  return el('div', {class: 'card chooser'}, el('label', {class: 'field'}, t.compare.with, el('select', {'data-key': 'with', onchange: event => { location.hash = withParameters({with: event.target.value}); }},
    el('option', {value: ''}, t.compare.pick), group(t.compare.sameCapture, same), group(t.compare.otherCaptures, rest))),
  el('label', {class: 'field'}, t.compare.by, el('select', {'data-key': 'by', onchange: event => { location.hash = withParameters({by: event.target.value}); }},
    FIELDS.map(field => el('option', {value: field, selected: field === by}, t.overview.cards[field])))));
}

function totals({jobs}, query) {
  const row = ({job_id: id, total}) => el('tr', {}, el('th', {scope: 'row'}, el('a', {href: overviewOf(id, query)}, t.job.title(id))), ['flows', 'packets'].map(name => el('td', {class: 'num'}, format.count(total[name]))), el('td', {class: 'num'}, format.bytes(total.bytes)));
  return card(t.compare.totals, table(t.compare.totals, [{title: t.compare.job}, {title: t.overview.flows, num: true}, {title: t.overview.packets, num: true}, {title: t.overview.bytes, num: true}], jobs.map(row)));
}

/** What differs most comes first; what is equal is folded away. */
function differences({by, jobs: [left, right], rows}, query, measure) {
  const title = t.compare.differences(t.overview.cards[by], t.compare.measures[measure]);
  const difference = row => row.right[measure] - row.left[measure];
  const different = rows.filter(row => difference(row) !== 0).toSorted((a, b) => Math.abs(difference(b)) - Math.abs(difference(a)));
  const equal = rows.filter(row => difference(row) === 0);
  const greatest = Math.max(1, ...rows.flatMap(row => [row.left[measure], row.right[measure]]));
  const context = {by, query, measure, greatest, left, right};
  return el('section', {class: 'card', 'aria-label': title}, el('header', {}, el('h2', {}, title), measures(measure)), rows.length === 0 ? el('p', {class: 'muted'}, t.overview.noValues)
    : [different.length > 0 ? beside(title, different, context) : el('p', {}, t.compare.allEqual), equal.length > 0 && el('details', {class: 'alternative'}, el('summary', {}, t.compare.equal(equal.length)), beside(t.compare.equal(equal.length), equal, context))]);
}

function beside(caption, rows, {by, query, measure, greatest, left, right}) {
  const shown = amount => measure === 'bytes' ? format.bytes(amount) : format.count(amount);
  const cell = (job, value, amount) => el('td', {class: 'num'}, el('a', {href: flowsOf(job.job_id, and(query, test(by, value))), 'aria-label': t.overview.flowsBehind(value ?? t.none, shown(amount))}, shown(amount)));
  const side = (amount, name) => {
    const bar = el('span', {class: name, hidden: amount === 0});
    bar.style.width = `${100 * amount / greatest}%`;
    return bar;
  };
  return table(caption, [{title: t.overview.cards[by]}, {title: t.job.title(left.job_id), num: true}, {title: t.job.title(right.job_id), num: true}, {title: t.compare.difference, num: true}, {title: t.compare.share}],
    rows.map(({value, left: {[measure]: before}, right: {[measure]: after}}) => el('tr', {}, el('th', {scope: 'row'}, value === undefined ? t.none : by === 'country' ? format.country(value) : value), cell(left, value, before), cell(right, value, after),
      el('td', {class: `num ${after > before ? 'more' : after < before ? 'less' : 'muted'}`}, signed(after - before, shown)), el('td', {class: 'pair', 'aria-hidden': 'true'}, side(before, 's0'), side(after, 's1')))));
}

const measures = active => el('div', {class: 'switch', role: 'group', 'aria-label': t.overview.measure}, ['flows', 'bytes'].map(measure =>
  el('a', {href: withParameters({measure: measure === 'flows' ? null : measure}), 'data-key': `measure-${measure}`, 'aria-current': measure === active && 'true'}, t.overview[measure])));

const signed = (n, shown) => n === 0 ? '0' : `${n > 0 ? '+' : '−'}${shown(Math.abs(n))}`;

function changes({flows_compared: compared, flows_changed: changed, rows}, job, other) {
  const cell = (id, value) => el('td', {}, el('a', {href: flowsOf(id, test('label', value))}, value ?? t.none));
  return card(t.compare.changes, el('p', {}, t.compare.changed(changed, compared)), rows.length > 0 && table(t.compare.changes, [{title: t.job.title(job)}, {title: t.job.title(other)}, {title: t.overview.flows, num: true}],
    rows.slice(0, CHANGES_SHOWN).map(({from, to, flows}) => el('tr', {}, cell(job, from), cell(other, to), el('td', {class: 'num'}, format.count(flows))))));
}
