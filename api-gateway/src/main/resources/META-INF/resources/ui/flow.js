// All that is known of one flow.
import * as api from './api.js';
import {el, facts} from './dom.js';
import {flowsOf, hostOf, withParameters} from './address.js';
import * as format from './format.js';
import {test} from './query.js';
import {t} from './texts.js';

const MICROSECONDS = 6;

/** @param known flows that are already here */
export async function flowPanel(job, number, known, signal) {
  const flow = known.find(one => String(one.flow) === number) ?? (/^\d+$/.test(number) ? (await api.flows(job, {query: test('flow', number), limit: 1}, signal)).body[0] : undefined);
  const shut = withParameters({flow: null});
  return el('aside', {class: 'card panel', 'aria-label': t.flow.title(number)},
    el('header', {}, el('h2', {}, t.flow.title(number)), el('a', {class: 'button', href: shut, 'data-key': `flow-${number}`}, t.close)),
    flow ? content(job, flow) : el('p', {}, t.flow.gone));
}

function content(job, flow) {
  const link = (href, text) => el('a', {href}, text);
  const filter = (field, value) => value !== undefined && link(flowsOf(job, test(field, value)), value);
  const host = (ip, port) => el('a', {class: 'mono', href: hostOf(job, ip)}, format.endpoint(ip, port));
  const both = `${test('ip', flow.src_ip)} and ${test('ip', flow.dst_ip)}`;
  return [
    el('div', {class: 'why'}, el('h3', {}, t.flow.why), el('p', {}, el('strong', {}, filter('label', flow.label)), el('span', {}, flow.comment || t.flow.noReason)),
      facts([[t.flow.method, filter('method', flow.method)], [t.flow.confidence, flow.confidence?.toFixed(2)], [t.flow.group, filter('group', flow.group)], [t.flow.app, filter('app', flow.app)],
        [t.flow.class, flow.traffic_class && [filter('class', flow.traffic_class), flow.traffic_class_confidence !== undefined && ` (${flow.traffic_class_confidence.toFixed(2)})`]]].filter(([, value]) => value))),
    facts([[t.flow.client, host(flow.src_ip, flow.src_port)], [t.flow.server, host(flow.dst_ip, flow.dst_port)], [t.flow.protocol, filter('protocol', format.protocol(flow.protocol))],
      [t.flow.domain, flow.domain && filter('domain', flow.domain)], [t.flow.agent, flow.user_agent]]),
    directions(flow),
    facts([[t.flow.start, format.iso(flow.time_start, MICROSECONDS)], [t.flow.end, format.iso(flow.time_end, MICROSECONDS)], [t.flow.duration, format.duration(flow.duration_us / 1e6)],
      [t.flow.ended, t.flow.endings[flow.end_reason] ?? flow.end_reason]]),
    el('p', {class: 'links'}, link(flowsOf(job, both), t.flow.sameHosts), flow.session !== undefined && link(flowsOf(job, test('session', flow.session)), t.flow.sameSession)),
  ];
}

function directions(flow) {
  const greatest = Math.max(1, flow.bytes_fwd, flow.bytes_bwd);
  const direction = (name, packets, bytes, colour) => {
    const fill = el('span', {class: colour});
    fill.style.width = `${100 * bytes / greatest}%`;
    return el('li', {}, el('span', {class: 'name'}, name), el('span', {class: 'amount'}, t.flow.amount(packets, format.bytes(bytes))), el('span', {class: 'track', 'aria-hidden': 'true'}, fill));
  };
  return el('div', {}, el('h3', {}, t.flow.directions), el('ul', {class: 'bars'}, direction(t.flow.forward, flow.packets_fwd, flow.bytes_fwd, 's0'), direction(t.flow.backward, flow.packets_bwd, flow.bytes_bwd, 's1')));
}
