// The flows that a query finds: one page of them at a time, however many there are, under a strip of when they were.
import * as api from './api.js';
import {el, replace, nothing} from './dom.js';
import {flowsOf, withParameters} from './address.js';
import * as format from './format.js';
import {coloursIn, coloursOf} from './colours.js';
import {columnChoice, fieldsOf} from './columns.js';
import {downloads} from './downloads.js';
import {flowPanel} from './flow.js';
import {asking} from './querybar.js';
import {and, timesOf} from './query.js';
import {timelineCard} from './timeline.js';
import {t} from './texts.js';

const ROWS = 100;
const INTERVALS = 240;
const SERIES = 8;
const DAY = 86400;
/** By cursor: that of the page before. A cursor only leads on, so the way back is remembered. */
const before = new Map();

export async function showFlows(body, signal, {job, file, query, parameters}) {
  const {sort, cursor, flow: open} = parameters;
  if (open !== undefined) document.addEventListener('keydown', event => { if (event.key === 'Escape') location.hash = withParameters({flow: null}); }, {signal});
  const page = Math.max(1, Number(parameters.page) || 1);
  const [{body: flows, next}, colours] = await Promise.all([api.flows(job, {query, sort, cursor, limit: ROWS}, signal), coloursOf(job, signal)]);
  if (next) before.set(`${job} ${next}`, cursor ?? '');
  if (flows.length === 0) return replace(body, query ? nothing(t.query.nothing, el('p', {}, el('a', {href: flowsOf(job)}, t.query.nothing.way))) : nothing(t.job.noFlows));

  const context = {query, sort, open, colours, oneDay: Math.floor(file.time_start / DAY) === Math.floor(file.time_end / DAY)};
  const holder = el('div', {class: 'scroll flows', tabindex: '0', role: 'group', 'aria-label': t.flows.caption});
  const draw = () => replace(holder, flowTable(flows, columns(), context));
  const {columns, chooser} = columnChoice(draw);
  draw();
  replace(body, strip(job, query, parameters, colours, signal),
    el('div', {class: 'bar'}, extent(job, query, (page - 1) * ROWS, flows.length, signal), el('div', {class: 'aside'}, downloads(job, () => ({query, sort, fields: fieldsOf(columns())})), chooser, pages(job, cursor, next, page))),
    el('div', {class: open === undefined ? 'split' : 'split open'}, el('div', {class: 'card listing'}, holder), open !== undefined && await flowPanel(job, open, flows, context, signal)),
    el('p', {class: 'muted hint'}, t.flows.keys));
  if (next) fetchAhead(job, {query, sort, cursor: next, limit: ROWS}, signal);
}

/** The page that is asked for next is there by then. It outlives this view, whose end it most often is. */
function fetchAhead(job, parameters, signal) {
  setTimeout(() => signal.aborted || api.flows(job, parameters, new AbortController().signal).catch(() => {}));
}

/** When the flows were; it takes its room at once and shows itself when it is counted. */
function strip(job, query, {measure = 'bytes'}, own, signal) {
  const place = el('div', {class: 'strip-place'});
  const {rest} = timesOf(query);
  const counted = rest ? api.timeline(job, {query: rest, intervals: INTERVALS, top: SERIES}, signal) : api.overview(job, signal).then(({timeline}) => timeline);
  counted.then(timeline => timeline.series.length > 0 && replace(place, timelineCard(timeline, {job, query, measure, colours: coloursIn(timeline.series, own), strip: true})), () => {});
  return place;
}

/** Which rows these are; of how many is told once they are counted, which takes longer than to find a page. */
function extent(job, query, skipped, rows, signal) {
  const text = el('p', {role: 'status'}, t.flows.part(skipped + 1, skipped + rows));
  const counted = query ? api.groups(job, {by: 'protocol', query, top: 1}, signal).then(({total}) => total.flows) : api.overview(job, signal).then(({flows}) => flows);
  counted.then(flows => { text.textContent = t.flows.range(skipped + 1, skipped + rows, flows); }, () => {});
  return text;
}

function pages(job, cursor, next, page) {
  const previous = cursor && before.get(`${job} ${cursor}`);
  const link = (text, changes, key, rel) => changes ? el('a', {class: 'button', href: withParameters({flow: null, ...changes}), 'data-key': key, rel}, text) : el('span', {class: 'button', 'aria-disabled': 'true'}, text);
  const start = {cursor: null, page: null};
  return el('nav', {class: 'pages', 'aria-label': t.flows.pages}, cursor && link(t.flows.first, start, 'first', 'first'),
    link(t.flows.previous, previous === undefined ? null : previous === '' ? start : {cursor: previous, page: page - 1}, 'previous', 'prev'), link(t.flows.next, next && {cursor: next, page: page + 1}, 'next', 'next'));
}

export function flowTable(flows, columns, context) {
  const {sort} = context;
  return el('table', {}, el('caption', {class: 'visually-hidden'}, t.flows.caption),
    el('thead', {}, el('tr', {}, heading({id: 'flow', sort: 'flow', class: 'num'}, sort), columns.map(column => heading(column, sort)))),
    el('tbody', {onkeydown: fromRowToRow}, flows.map(flow => row(flow, columns, context))));
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

function row(flow, columns, context) {
  const {query, open} = context;
  const details = withParameters({flow: flow.flow});
  const cell = column => {
    const content = column.show(flow, context);
    const term = content !== undefined && column.term?.(flow);
    const key = `${flow.flow}-${column.id}`;
    return el('td', {class: column.class, title: /wide|address/.test(column.class) ? content : null}, column.swatch && el('span', {class: `swatch ${column.swatch(flow, context)}`}),
      term ? el('a', {href: asking(and(query, term)), 'data-key': key, title: t.flows.filterBy(term), onclick: event => leaveOut(event, query, term)}, content) : content);
  };
  return el('tr', {class: String(flow.flow) === open && 'chosen', onclick: event => event.target.closest('a') || getSelection().toString() || (location.hash = details)},
    el('td', {class: 'num'}, el('a', {class: 'row', href: details, 'data-key': `flow-${flow.flow}`, 'aria-label': t.flows.open(format.count(flow.flow))}, format.count(flow.flow))), columns.map(cell));
}

function leaveOut(event, query, term) {
  if (!event.shiftKey) return;
  event.preventDefault();
  location.hash = asking(and(query, `not ${term}`));
}

function fromRowToRow(event) {
  const to = {ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling'}[event.key];
  const link = to && event.target.closest('tr')[to]?.querySelector('a.row');
  if (!link) return;
  event.preventDefault();
  link.focus();
}
