// The flows that a query finds: one page of them at a time, however many there are, under a strip of when they were.
import * as api from './api.js';
import {el, replace, failure, nothing} from './dom.js';
import {flowsOf, withParameters} from './address.js';
import * as format from './format.js';
import {coloursIn, coloursOf} from './colours.js';
import {columnChoice, fieldsOf} from './columns.js';
import {downloads} from './downloads.js';
import {flowPanel} from './flow.js';
import {flowTable, oneDay} from './flowtable.js';
import {pages, skipped} from './listing.js';
import {asking} from './querybar.js';
import {and, timesOf} from './query.js';
import {stripPlace, timelineCard} from './timeline.js';
import {t} from './texts.js';

const ROWS = 100;
const INTERVALS = 240;
const SERIES = 8;

export async function showFlows(body, signal, {job, file, query, parameters}) {
  const {sort, cursor, flow: open} = parameters;
  if (open !== undefined) document.addEventListener('keydown', event => { if (event.key === 'Escape') location.hash = withParameters({flow: null}); }, {signal});
  const [{body: flows, next}, colours] = await Promise.all([api.flows(job, {query, sort, cursor, limit: ROWS}, signal), coloursOf(job, signal)]);
  if (flows.length === 0) return replace(body, query ? nothing(t.query.nothing, el('p', {}, el('a', {href: flowsOf(job)}, t.query.nothing.way))) : nothing(t.job.noFlows));

  const context = {colours, open, details: flow => withParameters({flow}), ask: term => asking(and(query, term)), query, oneDay: oneDay(file)};
  const holder = el('div', {class: 'scroll flows', tabindex: '0', role: 'group', 'aria-label': t.flows.caption});
  const draw = () => replace(holder, flowTable(flows, columns(), context));
  const {columns, chooser} = columnChoice(draw);
  draw();
  replace(body, strip(job, query, parameters, colours, signal),
    el('div', {class: 'bar'}, extent(job, query, skipped(ROWS), flows.length, signal), el('div', {class: 'aside'}, downloads(job, () => ({query, sort, fields: fieldsOf(columns())})), chooser, pages(next))),
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
  const place = stripPlace();
  const {rest} = timesOf(query);
  const counted = rest ? api.timeline(job, {query: rest, intervals: INTERVALS, top: SERIES}, signal) : api.overview(job, signal).then(({timeline}) => timeline);
  counted.then(timeline => timeline.series.length > 0 && replace(place, timelineCard(timeline, {job, query, measure, colours: coloursIn(timeline.series, own), strip: true})), error => signal.aborted || replace(place, failure(error)));
  return place;
}

/** Which rows these are; of how many, and what all of them amount to, is told once they are counted, which takes longer than to find a page. */
function extent(job, query, skipped, rows, signal) {
  const text = el('p', {role: 'status'}, t.flows.part(skipped + 1, skipped + rows));
  const counted = query ? api.groups(job, {by: 'protocol', query, top: 1}, signal).then(({total}) => total) : api.overview(job, signal);
  counted.then(({flows, packets, bytes}) => { replace(text, t.flows.range(skipped + 1, skipped + rows, flows), el('span', {class: 'muted'}, ` · ${t.flow.amount(packets, format.bytes(bytes))}`)); }, () => {});
  return text;
}
