// How regularly a host turns to its servers: software that calls home does it by the clock, people do not.
import * as api from './api.js';
import {el, svg, replace, card, failure} from './dom.js';
import {flowsOf, hostOf} from './address.js';
import * as format from './format.js';
import {labelled} from './listing.js';
import {and, test} from './query.js';
import {dense, num, td, th} from './tables.js';
import {t} from './texts.js';
import {valued} from './values.js';

/** Flows that are looked at; as many as the API gives at once. */
const FLOWS = 1000;
/** Fewer say nothing of a rhythm. */
const LEAST_CONTACTS = 5;
const SHOWN = 12;
/** Flows that begin so close to each other are one contact, as a browser's are, in seconds. */
const TOGETHER = 1;
/** A deviation of less than this share of the interval is called regular. */
const REGULAR = .1;

/** A card that fills itself, and goes where nothing repeats. */
export function rhythmCard(job, ip, [from, to], colours, signal) {
  const place = el('div', {class: 'contents'});
  api.flows(job, {query: test('src.ip', ip), fields: 'time_start,dst_ip,dst_port,domain,label', limit: FLOWS}, signal).then(({body: flows, next}) => {
    const found = rhythmsOf(flows);
    if (found.length === 0) return;
    const columns = [{title: t.host.peer}, {title: t.host.port, num: true}, {title: t.host.name}, {title: t.host.label}, {title: t.rhythm.contacts, num: true}, {title: t.rhythm.every, num: true}, {title: t.rhythm.deviation, num: true}, {title: t.rhythm.verdict}, {title: t.rhythm.when}];
    replace(place, card(t.rhythm.title, el('p', {class: 'muted'}, next ? t.rhythm.helpFirst(format.count(flows.length)) : t.rhythm.help), dense(t.rhythm.title, columns, found.slice(0, SHOWN).map(one => row(one, job, ip, [from, to], colours)))));
  }).catch(error => signal.aborted || replace(place, card(t.rhythm.title, failure(error))));
  return place;
}

function row({server, port, name, label, contacts, every, deviation, regular}, job, ip, span, colours) {
  const asked = and(and(test('src.ip', ip), test('dst.ip', server)), test('dst.port', port));
  return [th(el('a', {href: hostOf(job, server), ...valued('dst.ip', server)}, server), 'mono'), num(port), td(name, 'said'), td(labelled(label, colours), 'tight strong'), num(el('a', {href: flowsOf(job, asked)}, format.count(contacts.length))),
    num(format.duration(every)), num(`± ${format.percent(deviation / every)}`), td(regular && el('span', {class: 'pill warn'}, t.rhythm.regular), 'tight'), td(strip(contacts, span), 'when-cell')];
}

/** A stroke per contact within the capture's span. */
function strip(contacts, [from, to]) {
  const length = Math.max(to - from, 1e-6);
  const d = contacts.map(time => `M${(1000 * (time - from) / length).toFixed(1)} 0V10`).join('');
  return svg('svg', {class: 'strokes', viewBox: '0 0 1000 10', preserveAspectRatio: 'none', 'aria-hidden': 'true'}, svg('path', {d}));
}

/** What repeats, the steadiest first. @param flows of one client, in the order of their starts */
export function rhythmsOf(flows) {
  const byServer = Map.groupBy(flows, flow => `${flow.dst_ip} ${flow.dst_port}`);
  return [...byServer.values()].map(rhythmOf).filter(Boolean).toSorted((a, b) => a.deviation / a.every - b.deviation / b.every || b.contacts.length - a.contacts.length);
}

/** The median of the intervals, and the median of how far they are from it: a pause or two does not hide a clock. */
function rhythmOf(flows) {
  const contacts = [];
  for (const {time_start: time} of flows.toSorted((a, b) => a.time_start - b.time_start)) if (!(time - contacts.at(-1) < TOGETHER)) contacts.push(time);
  if (contacts.length < LEAST_CONTACTS) return null;
  const intervals = contacts.slice(1).map((time, i) => time - contacts[i]);
  const every = median(intervals);
  const deviation = median(intervals.map(interval => Math.abs(interval - every)));
  const {dst_ip: server, dst_port: port, label} = flows[0];
  return {server, port, name: flows.find(flow => flow.domain)?.domain, label, contacts, every, deviation, regular: deviation <= every * REGULAR};
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
