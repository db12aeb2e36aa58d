// The flows that a query finds: one page of them at a time, however many there are.
import * as api from './api.js';
import {el, replace, nothing} from './dom.js';
import {flowsOf, withParameters} from './address.js';
import * as format from './format.js';
import {columnChoice} from './columns.js';
import {flowPanel} from './flow.js';
import {asking} from './querybar.js';
import {and} from './query.js';
import {t} from './texts.js';

const ROWS = 100;
/** By cursor: that of the page before. A cursor only leads on, so the way back is remembered. */
const before = new Map();

export async function showFlows(body, signal, {job, query, parameters}) {
  const {sort, cursor, flow: open} = parameters;
  if (open !== undefined) document.addEventListener('keydown', event => { if (event.key === 'Escape') location.hash = withParameters({flow: null}); }, {signal});
  const page = Math.max(1, Number(parameters.page) || 1);
  const {body: flows, next} = await api.flows(job, {query, sort, cursor, limit: ROWS}, signal);
  if (next) before.set(`${job} ${next}`, cursor ?? '');
  if (flows.length === 0) return replace(body, query ? nothing(t.query.nothing, el('p', {}, el('a', {href: flowsOf(job)}, t.query.nothing.way))) : nothing(t.job.noFlows));

  const holder = el('div', {class: 'scroll flows'});
  const {columns, chooser} = columnChoice(chosen => replace(holder, table(chosen)));
  const table = shown => flowTable(flows, shown, {query, sort, open});
  replace(holder, table(columns));
  replace(body, el('div', {class: 'bar'}, extent(job, query, (page - 1) * ROWS, flows.length, signal), el('div', {class: 'aside'}, chooser, pages(job, cursor, next, page))),
    el('div', {class: open === undefined ? 'split' : 'split open'}, el('div', {class: 'card listing'}, holder), open !== undefined && await flowPanel(job, open, flows, signal)));
}

/** Which rows these are; of how many is told once they are counted, which takes longer than to find a page. */
function extent(job, query, skipped, rows, signal) {
  const text = el('p', {role: 'status'}, t.flows.part(skipped + 1, skipped + rows));
  api.groups(job, {by: 'protocol', query, top: 1}, signal).then(({total}) => { text.textContent = t.flows.range(skipped + 1, skipped + rows, total.flows); }, () => {});
  return text;
}

function pages(job, cursor, next, page) {
  const previous = cursor && before.get(`${job} ${cursor}`);
  const link = (text, changes, key, rel) => changes ? el('a', {class: 'button', href: withParameters({flow: null, ...changes}), 'data-key': key, rel}, text) : el('span', {class: 'button', 'aria-disabled': 'true'}, text);
  const start = {cursor: null, page: null};
  return el('nav', {class: 'pages', 'aria-label': t.flows.pages}, cursor && link(t.flows.first, start, 'first', 'first'),
    link(t.flows.previous, previous === undefined ? null : previous === '' ? start : {cursor: previous, page: page - 1}, 'previous', 'prev'), link(t.flows.next, next && {cursor: next, page: page + 1}, 'next', 'next'));
}

function flowTable(flows, columns, {query, sort, open}) {
  return el('table', {}, el('caption', {class: 'visually-hidden'}, t.flows.caption),
    el('thead', {}, el('tr', {}, heading({id: 'flow', sort: 'flow', class: 'num'}, sort), columns.map(column => heading(column, sort)))),
    el('tbody', {}, flows.map(flow => row(flow, columns, query, open))));
}

/** The numbers begin with the greatest, flow and time with the first. */
function heading({id, sort: field, class: classes}, sort = 'flow') {
  const name = t.flows.names[id];
  if (!field) return el('th', {scope: 'col', class: classes}, name);
  const descending = `-${field}`;
  const active = sort === field ? 'ascending' : sort === descending ? 'descending' : null;
  const first = field === 'flow' || field === 'start' ? field : descending;
  const then = sort !== first ? first : first === field ? descending : field;
  return el('th', {scope: 'col', class: classes, 'aria-sort': active}, el('a', {href: withParameters({sort: then === 'flow' ? null : then, cursor: null, page: null, flow: null}), 'data-key': `sort-${id}`, title: t.flows.sortBy(name)}, name));
}

function row(flow, columns, query, open) {
  const details = withParameters({flow: flow.flow});
  const cell = column => {
    const content = column.show(flow);
    const term = content !== undefined && column.term?.(flow);
    const key = `${flow.flow}-${column.id}`;
    return el('td', {class: column.class, title: column.class === 'wide' ? content : null}, term ? el('a', {href: asking(and(query, term)), 'data-key': key, title: t.flows.filterBy(term)}, content) : content);
  };
  return el('tr', {class: String(flow.flow) === open && 'chosen', onclick: event => event.target.closest('a') || getSelection().toString() || (location.hash = details)},
    el('td', {class: 'num'}, el('a', {href: details, 'data-key': `flow-${flow.flow}`, 'aria-label': t.flows.open(flow.flow)}, format.count(flow.flow))), columns.map(cell));
}
