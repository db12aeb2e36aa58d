// What a job found, or the part of it that the query asks for: totals, timeline, map, the greatest values of each field, and how good the capture is.
import * as api from './api.js';
import {el, replace, failure, inColumns, nothing, skeleton} from './dom.js';
import {flowsOf, overviewOf, unlessUsual, withParameters} from './address.js';
import {coloursIn, coloursOf} from './colours.js';
import * as format from './format.js';
import {healthCard} from './health.js';
import {isAnywhere, worldMap} from './map.js';
import {timesOf} from './query.js';
import {timelineCard} from './timeline.js';
import {topList, FEW} from './toplist.js';
import {t} from './texts.js';

const INTERVALS = 240;
/** As many as there are colours. */
const SERIES = 8;
const ALL_COUNTRIES = 300;
/** So many labels leave room for another list beside the map. */
const FEW_LABELS = 4;
/** Less a second is no rate worth reading. */
const LEAST_RATE = .1;
/** Who and where comes before what; how good the capture is stands between. */
const LISTS = {beside: ['label', 'class', 'group'], first: ['src.ip', 'dst.ip', 'country', 'domain', 'dst.port'], last: ['group', 'app', 'class', 'method', 'protocol']};

/** The timeline shows the whole span, so that the selected part of it can be moved; all else is of that part. */
export async function showOverview(body, signal, {job, query, parameters}) {
  const measure = parameters.measure === 'flows' ? 'flows' : 'bytes';
  const {rest, span} = timesOf(query);
  const whole = await api.overview(job, signal);
  if (whole.flows === 0) return replace(body, nothing(t.job.noFlows), healthCard(job, signal, true));
  const own = await coloursOf(job, signal);
  const [{total}, timeline] = !query ? [{total: whole}, whole.timeline] : await Promise.all([
    api.groups(job, {by: 'label', query, order: measure, top: FEW}, signal), rest ? api.timeline(job, {query: rest, intervals: INTERVALS, top: SERIES}, signal) : whole.timeline]);
  const context = {job, query, measure, groups: query ? null : whole.groups, colours: coloursIn(timeline.series, own), signal};
  const beside = timeline.series.length > FEW_LABELS ? LISTS.beside.slice(0, 1) : LISTS.beside;
  const lists = fields => fields.map(by => topList(by, context));
  replace(body, tiles(job, query, total, span ?? [timeline.time_start, timeline.time_end]), timeline.series.length > 0 && timelineCard(timeline, context, measures(measure)),
    total.flows === 0 ? nothing(t.query.nothing, el('p', {}, el('a', {href: overviewOf(job)}, t.query.nothing.way)))
      : [el('div', {class: 'cards'}, el('div', {class: 'pile'}, lists(beside)), mapCard(context)), inColumns([...lists(LISTS.first), healthCard(job, signal), ...lists(LISTS.last.filter(by => !beside.includes(by)))])]);
}

function mapCard(context) {
  const {job, query, measure, groups, signal} = context;
  const card = el('section', {class: 'card map', 'aria-label': t.overview.map}, el('h2', {}, t.overview.map), skeleton(8));
  async function fill() {
    try {
      const {groups: countries} = groups?.country ?? await api.groups(job, {by: 'country', query, order: measure, top: ALL_COUNTRIES}, signal);
      replace(card, el('header', {}, el('h2', {}, t.overview.map), el('span', {class: 'muted'}, t.overview.mapNote)), worldMap(countries, context), !isAnywhere(countries) && el('p', {class: 'muted'}, t.overview.nowhere));
    } catch (error) {
      if (!signal.aborted) replace(card, el('h2', {}, t.overview.map), failure(error, fill));
    }
  }
  fill();
  return card;
}

function tiles(job, query, total, [start, end]) {
  const seconds = end - start;
  const rate = (amount, shown) => seconds > 0 && amount / seconds >= LEAST_RATE && t.overview.rate(shown(amount / seconds));
  const tile = (name, value, sort, note) => el('a', {class: 'tile', href: flowsOf(job, query, sort)}, el('span', {}, name), el('strong', {}, value), el('small', {}, note));
  return el('div', {class: 'tiles', role: 'group', 'aria-label': t.overview.tiles},
    tile(t.overview.flows, format.count(total.flows), null, rate(total.flows, format.short)),
    tile(t.overview.packets, format.count(total.packets), '-packets', rate(total.packets, format.short)),
    tile(t.overview.bytes, format.bytes(total.bytes), '-bytes', rate(total.bytes, format.bytes)),
    tile(t.overview.span, start ? format.duration(seconds) : '–', '-duration', start && t.overview.from(format.time(start))));
}

function measures(active) {
  return el('div', {class: 'switch', role: 'group', 'aria-label': t.overview.measure}, ['bytes', 'flows'].map(measure =>
    el('a', {href: withParameters({measure: unlessUsual(measure)}), 'data-key': `measure-${measure}`, 'aria-current': measure === active && 'true'}, t.overview[measure])));
}
