// What the long tables share: headings that sort, pages by cursor, when something was within the capture.
import {el} from './dom.js';
import {here, withParameters} from './address.js';
import {t} from './texts.js';

/** By address and cursor: the cursor of the page before. A cursor only leads on, so the way back is remembered. */
const before = new Map();

/** @param next cursor of the next page, if there is one */
export function pages(next) {
  const {path, parameters: {cursor, page: number, query = '', sort = ''}} = here();
  const page = Math.max(1, Number(number) || 1);
  const key = of => [path, query, sort, of].join(' ');
  if (next) before.set(key(next), cursor ?? '');
  const previous = cursor && before.get(key(cursor));
  const link = (text, changes, name, rel) => changes ? el('a', {class: 'button', href: withParameters({flow: null, ...changes}), 'data-key': name, rel}, text) : el('span', {class: 'button', 'aria-disabled': 'true'}, text);
  const start = {cursor: null, page: null};
  return el('nav', {class: 'pages', 'aria-label': t.flows.pages}, cursor && link(t.flows.first, start, 'first', 'first'),
    link(t.flows.previous, previous === undefined ? null : previous === '' ? start : {cursor: previous, page: page - 1}, 'previous', 'prev'), link(t.flows.next, next && {cursor: next, page: page + 1}, 'next', 'next'));
}

/** How many rows the pages before this one hold. */
export const skipped = rows => (Math.max(1, Number(here().parameters.page) || 1) - 1) * rows;

/** @param standard the order without one in the address @param ascends whether this column begins with its least */
export function heading({id, name, sort: field, class: classes}, standard, ascends) {
  if (!field) return el('th', {scope: 'col', class: classes}, name);
  const sort = here().parameters.sort ?? standard;
  const descending = `-${field}`;
  const active = sort === field ? 'ascending' : sort === descending ? 'descending' : null;
  const first = ascends ? field : descending;
  const then = sort !== first ? first : first === field ? descending : field;
  return el('th', {scope: 'col', class: classes, 'aria-sort': active}, el('a', {href: withParameters({sort: then === standard ? null : then, cursor: null, page: null, flow: null}), 'data-key': `sort-${id}`, title: t.flows.sortBy(name)}, name));
}

/** Arrow keys move between rows, by their first link. */
export function fromRowToRow(event) {
  const to = {ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling'}[event.key];
  const link = to && event.target.closest('tr')[to]?.querySelector('a');
  if (!link) return;
  event.preventDefault();
  link.focus();
}

/** {id, name, sort?, class?, show(one)}; a click anywhere on a row opens it. */
export function listing(caption, columns, rows, {standard, ascending = new Set(), open}) {
  return el('div', {class: 'card listing'}, el('div', {class: 'scroll flows', tabindex: '0', role: 'group', 'aria-label': caption}, el('table', {}, el('caption', {class: 'visually-hidden'}, caption),
    el('thead', {}, el('tr', {}, columns.map(column => heading(column, standard, ascending.has(column.sort))))),
    el('tbody', {onkeydown: fromRowToRow}, rows.map(one => el('tr', {onclick: event => event.target.closest('a') || getSelection().toString() || (location.hash = open(one))}, columns.map(column => el('td', {class: column.class, 'data-name': /num/.test(column.class) && column.name}, column.show(one)))))))));
}

/** A bar from the first to the last packet within the capture's span, [from, to]. */
export function when({time_start: start, time_end: end}, [from, to], colour = 's0') {
  const bar = el('span', {class: colour});
  const length = Math.max(to - from, 1e-6);
  bar.style.marginLeft = `${Math.min(98, 100 * (start - from) / length)}%`;
  bar.style.width = `${100 * (end - start) / length}%`;
  return el('span', {class: 'when', 'aria-hidden': 'true'}, bar);
}

/** Shown as text with its colour before it. */
export const labelled = (label, colours) => label === undefined ? '' : [el('span', {class: `swatch ${colours.get(label) ?? 'rest'}`}), label];
