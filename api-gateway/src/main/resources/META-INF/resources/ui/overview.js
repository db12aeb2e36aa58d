// What a job found, or the part of it that the query asks for: totals, timeline by any field, map, the greatest values of each field, and how good the capture is.
import * as api from './api.js';
import {el, replace, failure, inColumns, nothing, skeleton} from './dom.js';
import {flowsOf, overviewOf, unless, withParameters} from './address.js';
import {coloursIn, coloursOf} from './colours.js';
import * as format from './format.js';
import {healthCard} from './health.js';
import {isAnywhere, worldMap} from './map.js';
import {timesOf} from './query.js';
import {timelineCard} from './timeline.js';
import {topList, FEW} from './toplist.js';
import {t} from './texts.js';

const INTERVALS = 240;
/** What the lists begin with: few flows are what is out of the ordinary. */
const RAREST = 'rarest';
const MEASURES = ['bytes', 'flows', RAREST];
/** As many as there are colours. */
const SERIES = 8;
const ALL_COUNTRIES = 300;
/** So many labels leave room for another list beside the map. */
const FEW_LABELS = 4;
/** Less a second is no rate worth reading. */
const LEAST_RATE = .1;
/** Who and where comes before what; how good the capture is stands between. */
const LISTS = {beside: ['class', 'group'], first: ['label', 'src.ip', 'dst.ip', 'country', 'domain', 'dst.port'], last: ['group', 'app', 'class', 'method', 'protocol']};
/** What the timeline tells apart, and the first list counts: each of the lists, and what is asked for less often. */
const TOLD_APART = [...new Set([...LISTS.first, ...LISTS.last]), 'user_agent', 'ip', 'src.port', 'src.country', 'dst.country', 'end_reason', 'symptom', 'session'];

/** The timeline shows the whole span, so that the selected part of it can be moved; all else is of that part. */
export async function showOverview(body, signal, {job, query, parameters}) {
  const view = MEASURES.includes(parameters.measure) ? parameters.measure : MEASURES[0];
  const measure = view === RAREST ? 'flows' : view;
  const by = TOLD_APART.includes(parameters.by) ? parameters.by : 'label';
  const {rest, span} = timesOf(query);
  const whole = await api.overview(job, signal);
  if (whole.flows === 0) return replace(body, nothing(t.job.noFlows), healthCard(job, signal, true));
  const [own, {total}, timeline] = await Promise.all([by === 'label' ? coloursOf(job, signal) : new Map(), query ? api.groups(job, {by, query, order: measure, top: FEW}, signal) : {total: whole},
    rest || by !== 'label' ? api.timeline(job, {query: rest, by, intervals: INTERVALS, top: SERIES}, signal) : whole.timeline]);
  const located = isAnywhere(whole.groups.country?.groups ?? []);
  const context = {job, query, measure, view, by, groups: query || view === RAREST ? null : whole.groups, colours: coloursIn(timeline.series, own), located, signal};
  const beside = [by, ...timeline.series.length > FEW_LABELS || !located ? [] : LISTS.beside.filter(field => field !== by)];
  const lists = fields => fields.map(field => topList(field, context));
  const others = fields => lists(fields.filter(field => !beside.includes(field)));
  const last = [healthCard(job, signal), ...others(LISTS.last)];
  replace(body, tiles(job, query, total, span ?? [timeline.time_start, timeline.time_end]), timeline.series.length > 0 && timelineCard(timeline, context, el('div', {class: 'aside'}, choice(by), measures(view))),
    total.flows === 0 ? nothing(t.query.nothing, el('p', {}, el('a', {href: overviewOf(job)}, t.query.nothing.way)))
      : located ? [el('div', {class: 'cards'}, el('div', {class: 'pile'}, lists(beside)), mapCard(context)), inColumns([...others(LISTS.first), ...last])]
        : inColumns([...lists(beside), ...others(LISTS.first), ...last]));
}

/** By what the timeline tells flows apart. */
function choice(by) {
  return el('label', {class: 'muted'}, `${t.overview.by} `, el('select', {'data-key': 'by', onchange: event => { location.hash = withParameters({by: unless('label', event.target.value)}); }},
    TOLD_APART.map(field => el('option', {value: field, selected: field === by}, t.overview.cards[field]))));
}

function mapCard(context) {
  const {job, query, measure, groups, signal} = context;
  const card = el('section', {class: 'card map', 'aria-label': t.overview.map}, el('h2', {}, t.overview.map), skeleton(8));
  async function fill() {
    try {
      const {groups: countries} = groups?.country ?? await api.groups(job, {by: 'country', query, order: measure, top: ALL_COUNTRIES}, signal);
      replace(card, el('header', {}, el('h2', {}, t.overview.map), el('span', {class: 'muted'}, t.overview.mapNote)), worldMap(countries, context));
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
  return el('div', {class: 'switch', role: 'group', 'aria-label': t.overview.measure}, MEASURES.map(measure =>
    el('a', {href: withParameters({measure: unless('bytes', measure)}), 'data-key': `measure-${measure}`, 'aria-current': measure === active && 'true'}, t.overview[measure])));
}
