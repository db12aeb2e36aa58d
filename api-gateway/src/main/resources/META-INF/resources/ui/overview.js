// What a job found, or the part of it that the query asks for: totals, timeline, the greatest values of each field.
import * as api from './api.js';
import {el, replace, nothing} from './dom.js';
import {flowsOf, overviewOf, unlessUsual, withParameters} from './address.js';
import * as format from './format.js';
import {timesOf} from './query.js';
import {timelineCard} from './timeline.js';
import {topList, countries, FEW} from './toplist.js';
import {t} from './texts.js';

const INTERVALS = 240;
/** As many as there are colours. */
const SERIES = 8;
const LISTS = ['label', 'group', 'class', 'app', 'protocol', 'src.ip', 'dst.ip', 'domain', 'dst.port', 'method', 'end_reason'];

/** The timeline shows the whole span, so that the selected part of it can be moved; all else is of that part. */
export async function showOverview(body, signal, {job, file, query, parameters}) {
  const measure = parameters.measure === 'flows' ? 'flows' : 'bytes';
  const {rest, span} = timesOf(query);
  const labels = {by: 'label', top: FEW};
  const [{total}, whole, timeline] = await Promise.all([
    api.groups(job, {...labels, query, order: measure}, signal), api.groups(job, {...labels, order: 'bytes'}, signal), api.timeline(job, {query: rest, intervals: INTERVALS, top: SERIES}, signal)]);
  if (total.flows === 0 && !query) return replace(body, nothing(t.job.noFlows));

  const context = {job, query, measure, colours: coloursOf(timeline.series, whole.groups), signal};
  replace(body, file.status.warnings?.map(warning => el('p', {class: 'notice'}, warning)), tiles(job, query, total, span ?? [timeline.time_start, timeline.time_end]),
    timeline.series.length > 0 && timelineCard(timeline, context, measures(measure)),
    total.flows === 0 ? nothing(t.query.nothing, el('p', {}, el('a', {href: overviewOf(job)}, t.query.nothing.way)))
      : el('div', {class: 'lists'}, LISTS.map(by => topList(by, context)), !query && countries(context)));
}

/** A label keeps its colour under every query: that of its rank in the whole capture, else one that is free. */
function coloursOf(series, whole) {
  const ranks = new Map(whole.slice(0, SERIES).map((group, rank) => [group.value, rank]));
  const shown = series.filter(one => !one.others).map(one => one.value);
  const taken = new Set(shown.map(value => ranks.get(value)));
  const free = Array.from({length: SERIES}, (_, rank) => rank).filter(rank => !taken.has(rank));
  return new Map(shown.map(value => [value, `s${ranks.get(value) ?? free.shift()}`]));
}

function tiles(job, query, total, [start, end]) {
  const seconds = end - start;
  const tile = (name, value, sort, note) => el('a', {class: 'tile', href: flowsOf(job, query, sort)}, el('span', {}, name), el('strong', {}, value), el('small', {}, note));
  return el('div', {class: 'tiles', role: 'group', 'aria-label': t.overview.tiles},
    tile(t.overview.flows, format.count(total.flows), null, seconds > 0 && t.overview.rate(format.short(total.flows / seconds))),
    tile(t.overview.packets, format.count(total.packets), '-packets', seconds > 0 && t.overview.rate(format.short(total.packets / seconds))),
    tile(t.overview.bytes, format.bytes(total.bytes), '-bytes', seconds > 0 && t.overview.rate(format.bytes(total.bytes / seconds))),
    tile(t.overview.span, start ? format.duration(seconds) : '–', '-duration', start && t.overview.from(format.time(start))));
}

function measures(active) {
  return el('div', {class: 'switch', role: 'group', 'aria-label': t.overview.measure}, ['bytes', 'flows'].map(measure =>
    el('a', {href: withParameters({measure: unlessUsual(measure)}), 'data-key': `measure-${measure}`, 'aria-current': measure === active && 'true'}, t.overview[measure])));
}
