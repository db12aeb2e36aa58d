// Who calls whom regularly: software that calls home does it by the clock, people do not (docs/reference/beacons.md).
import * as api from './api.js';
import {el, svg, replace, nothing} from './dom.js';
import {beaconsOf, flowsOf, hostOf} from './address.js';
import * as format from './format.js';
import {coloursOf} from './colours.js';
import {csvButton} from './csv.js';
import {labelled, listing} from './listing.js';
import {and, test} from './query.js';
import {t} from './texts.js';
import {valued} from './values.js';

const TOP = 200;
/** From here on a score is worth a look. */
const REGULAR = .7;
const HEIGHT = 14;
const CSV = ['src_ip', 'src_name', 'dst_ip', 'dst_name', 'dst_country', 'dst_port', 'protocol', 'label', 'score', 'interval_score', 'bytes_score', 'span_score', 'interval_seconds', 'deviation_seconds', 'contacts', 'flows', 'bytes', 'bytes_deviation', 'time_start', 'time_end']
  .map(field => [field, beacon => beacon[field]]);
const ASCENDING = new Set(['interval', 'deviation']);

export async function showBeacons(body, signal, {job, file, query, parameters}) {
  const [{pairs, beacons}, colours] = await Promise.all([api.beacons(job, {query, sort: parameters.sort, top: TOP}, signal), coloursOf(job, signal)]);
  if (beacons.length === 0) return replace(body, query ? nothing(t.beacons.nothing, el('p', {}, el('a', {href: beaconsOf(job)}, t.beacons.nothing.way))) : nothing(t.beacons.none));
  replace(body, el('div', {class: 'bar'}, el('p', {}, t.beacons.intro), el('div', {class: 'aside'}, el('span', {class: 'muted', role: 'status'}, t.beacons.extent(beacons.length, pairs)),
      csvButton(`${file.name} ${t.job.beacons}`, CSV, async limit => ({rows: (await api.beacons(job, {query, sort: parameters.sort, top: limit}, signal)).beacons})))),
    beaconList(t.job.beacons, job, beacons, colours, {query, sorts: true}));
}

/** @param sorts whether its headings do @param isOfOne whether all are calls of one client */
export function beaconList(caption, job, beacons, colours, {query = '', sorts = false, isOfOne = false} = {}) {
  const asked = beacon => [test('src.ip', beacon.src_ip), test('dst.ip', beacon.dst_ip), test('protocol', beacon.protocol), beacon.dst_port !== undefined && test('dst.port', beacon.dst_port)].filter(Boolean).reduce(and, query);
  const open = beacon => flowsOf(job, asked(beacon));
  return listing(caption, columns(job, colours, open).filter(({id}) => !isOfOne || id !== 'client').map(column => sorts ? column : {...column, sort: null}), beacons, {standard: '-score', ascending: ASCENDING, open});
}

function columns(job, colours, open) {
  const column = (id, show, classes, sort) => ({id, name: t.beacons.names[id], show, class: classes, sort});
  const host = (field, ip) => el('a', {href: hostOf(job, ip), ...valued(field, ip)}, ip);
  return [
    column('score', beacon => el('a', {class: beacon.score >= REGULAR ? 'score high' : 'score', href: open(beacon), title: t.beacons.parts(beacon.interval_score, beacon.bytes_score, beacon.span_score), 'aria-label': t.beacons.open(beacon)}, beacon.score.toFixed(2), meter(beacon.score)), 'tight', 'score'),
    column('client', ({src_ip: ip}) => host('src.ip', ip), 'address mono'),
    column('server', ({dst_ip: ip}) => host('dst.ip', ip), 'address mono'),
    column('port', ({dst_port: port, protocol}) => port === undefined ? protocol : el('span', valued('dst.port', port), `${port}/${protocol}`), 'tight'),
    column('name', ({dst_name: name}) => name && el('span', {title: name, ...valued('domain', name)}, name), 'wide'),
    column('label', ({label}) => label && el('span', valued('label', label), labelled(label, colours)), 'strong tight'),
    column('every', ({interval_seconds: every}) => format.duration(every), 'num strong', 'interval'),
    column('deviation', ({interval_seconds: every, deviation_seconds: deviation}) => el('span', {title: format.duration(deviation)}, `± ${format.percent(deviation / every)}`), 'num', 'deviation'),
    column('contacts', ({contacts}) => format.count(contacts), 'num', 'contacts'),
    column('flows', ({flows}) => format.count(flows), 'num', 'flows'),
    column('bytes', ({bytes, bytes_deviation: deviation}) => el('span', {title: `± ${format.bytes(deviation)}`}, format.bytes(bytes)), 'num', 'bytes'),
    column('when', ({activity}) => strokes(activity), 'when-cell'),
  ];
}

function meter(score) {
  const fill = el('span');
  fill.style.width = `${100 * score}%`;
  return el('span', {class: 'track', 'aria-hidden': 'true'}, fill);
}

/** A bar for each part of the job's time, as high as its flows. */
function strokes(activity) {
  const most = Math.max(1, ...activity);
  const d = activity.map((flows, i) => flows === 0 ? '' : `M${i + .5} ${HEIGHT}V${(HEIGHT * (1 - .25 - .75 * flows / most)).toFixed(1)}`).join('');
  return svg('svg', {class: 'strokes', viewBox: `0 0 ${activity.length} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true'}, svg('path', {d}));
}
