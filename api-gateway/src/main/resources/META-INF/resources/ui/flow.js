// What a row of the flow table says in full, beside the table; and the parts of it that the flow's page shows too.
import * as api from './api.js';
import {el, facts} from './dom.js';
import {flowOf, flowsOf, hostOf, sessionOf, withParameters} from './address.js';
import * as format from './format.js';
import {test, withTimes} from './query.js';
import {t} from './texts.js';
import {valued} from './values.js';

const MICROSECONDS = 6;
/** Seconds before and after a flow. */
const AROUND = 60;

/** @param known flows that are already here */
export async function flowPanel(job, number, known, {query, colours}, signal) {
  const flow = known.find(one => String(one.flow) === number) ?? (/^\d+$/.test(number) ? (await api.flows(job, {query: test('flow', number), limit: 1}, signal)).body[0] : undefined);
  const shut = withParameters({flow: null});
  return el('aside', {class: 'card panel', 'aria-label': t.flow.title(number)},
    el('header', {}, el('h2', {}, t.flow.title(number)), el('span', {class: 'aside'}, flow && el('a', {class: 'button primary', href: flowOf(job, flow.flow, query)}, t.flow.page), el('a', {class: 'button', href: shut, 'data-key': `flow-${number}`}, t.close))),
    flow ? summary(job, flow, colours) : el('p', {}, t.flow.gone.title));
}

/** Its value as a link to the flows that have it too. */
export const alike = (job, field, value) => value !== undefined && el('a', {href: flowsOf(job, test(field, value)), ...valued(field, value)}, value);

const summary = (job, flow, colours) => [
  el('div', {class: 'why'}, el('h3', {}, t.flow.why), why(job, flow, colours)),
  facts([[t.flow.client, endpoint(job, flow.src_ip, flow.src_port)], [t.flow.server, endpoint(job, flow.dst_ip, flow.dst_port)], [t.flow.protocol, alike(job, 'protocol', format.protocol(flow.protocol))],
    [t.flow.domain, flow.domain && alike(job, 'domain', flow.domain)], [t.flow.agent, flow.user_agent], [t.flow.health, health(job, flow)]]),
  directions(flow),
  facts(times(flow)),
  others(job, flow),
];

/** What it is, and what says so. */
export function why(job, flow, colours) {
  return [el('p', {}, el('strong', {class: 'verdict'}, el('span', {class: `swatch ${colours.get(flow.label) ?? 'rest'}`}), alike(job, 'label', flow.label)), el('span', {}, flow.comment || t.flow.noReason)),
    facts([[t.flow.method, alike(job, 'method', flow.method)], [t.flow.confidence, flow.confidence !== undefined && sureness(flow.confidence)], [t.flow.decidedAfter, flow.decided_after && t.flow.decided(flow.decided_after)],
      [t.flow.group, alike(job, 'group', flow.group)], [t.flow.app, alike(job, 'app', flow.app)],
      [t.flow.class, flow.traffic_class && [alike(job, 'class', flow.traffic_class), flow.traffic_class_confidence > 0 && ` (${flow.traffic_class_confidence.toFixed(2)})`]]])];
}

const sureness = confidence => el('span', {class: 'sureness'}, confidence.toFixed(2), track(confidence));

export const endpoint = (job, ip, port) => el('a', {class: 'mono', href: hostOf(job, ip), ...valued('ip', ip)}, format.endpoint(ip, port));

/** What is wrong with it as it was captured. */
export const symptomsOf = ({symptoms}) => symptoms?.split(' ') ?? [];

/** The same as links to the flows that have it too. */
export const health = (job, flow) => flow.symptoms && el('span', {class: 'symptoms'}, symptomsOf(flow).map(name => el('a', {class: 'pill warn', href: flowsOf(job, test('symptom', name))}, t.flow.symptoms[name] ?? name)));

/** [[term, value], …] */
export const times = flow => [[t.flow.start, format.iso(flow.time_start, MICROSECONDS)], [t.flow.end, format.iso(flow.time_end, MICROSECONDS)], [t.flow.duration, format.duration(flow.duration_us / 1e6)],
  [t.flow.ended, t.flow.endings[flow.end_reason] ?? flow.end_reason]];

/** What its client did then. */
export const around = (job, {src_ip: client, time_start: start, time_end: end}) => el('a', {href: flowsOf(job, withTimes(test('ip', client), [Math.floor(start) - AROUND, Math.ceil(end) + AROUND]))}, t.flow.around);

function others(job, flow) {
  const between = `${test('ip', flow.src_ip)} and ${test('ip', flow.dst_ip)}`;
  return el('p', {class: 'links'}, el('a', {href: flowsOf(job, between)}, t.flow.sameHosts), around(job, flow), flow.session !== undefined && el('a', {href: sessionOf(job, flow.session)}, t.flow.session));
}

const directions = flow => ways({packets: flow.packets_fwd, bytes: flow.bytes_fwd}, {packets: flow.packets_bwd, bytes: flow.bytes_bwd});

/** What each side sent, {packets, bytes, payload?, tcp_flags?}, beside each other. */
export function ways(fwd, bwd) {
  const greatest = Math.max(1, fwd.bytes, bwd.bytes);
  const way = (name, {packets, bytes, payload, tcp_flags: flags}, colour) => el('div', {class: `way ${colour}`}, el('span', {class: 'name'}, name), el('span', {}, t.flow.amount(packets, format.bytes(bytes))), track(bytes / greatest, colour),
    payload !== undefined && el('span', {class: 'muted'}, [`${t.flow.payload} ${format.bytes(payload)}`, flags].filter(Boolean).join(' · ')));
  return el('div', {class: 'ways'}, way(`${t.flow.forward} →`, fwd, 's0'), way(`← ${t.flow.backward}`, bwd, 's1'));
}

function track(share, colour) {
  const fill = el('span', {class: colour});
  fill.style.width = `${100 * share}%`;
  return el('span', {class: 'track', 'aria-hidden': 'true'}, fill);
}
