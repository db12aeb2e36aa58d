// All that is known of one flow.
import * as api from './api.js';
import {copied} from './clipboard.js';
import {action, el, replace, card, facts, menu, nothing} from './dom.js';
import {flowOf, flowsOf, hostOf, sessionOf} from './address.js';
import * as format from './format.js';
import {coloursOf} from './colours.js';
import {fetched} from './downloads.js';
import {featureTables} from './features.js';
import {alike, around, health, times, ways, why} from './flow.js';
import {and, test} from './query.js';
import {packetSequence} from './splt.js';
import {dense, num, td, th} from './tables.js';
import {t} from './texts.js';
import {valued} from './values.js';

const BYTES_A_LINE = 16;
/** Where no database knows the country. */
const NOWHERE = 'unknown';
/** Kinds of evidence that a query can ask for, and by which field. */
const ASKED_BY = {'tls-sni': 'domain', 'quic-sni': 'domain', 'http-host': 'domain', 'resolved-name': 'domain', 'dns-query': 'domain', 'http-user-agent': 'user_agent', protocol: 'app'};

export async function showFlow(body, signal, context, number) {
  const {job, query} = context;
  const [detail, colours] = await Promise.all([api.flow(job, number, signal).catch(error => { if (error.status !== 404) throw error; }), coloursOf(job, signal)]);
  if (!detail) return replace(body, nothing(t.flow.gone, el('p', {}, el('a', {href: flowsOf(job)}, t.flow.gone.way))));
  const {flow} = detail;
  const isKnown = !detail.details_reason;
  const sequence = detail.splt?.length > 0 ? packetSequence(detail.splt, detail.splt_times_us, detail.evidence ?? []) : null;
  replace(body, el('div', {class: 'head'}, el('h2', {class: 'title'}, t.flow.title(flow.flow)), el('div', {class: 'aside'}, neighbours(job, flow.flow, query, signal), copies(detail), packets(job, detail))),
    bothSides(job, detail),
    el('div', {class: 'halves'},
      el('div', {class: 'view'}, el('section', {class: 'card panel', 'aria-label': t.flow.why}, el('h2', {}, t.flow.why), el('div', {class: 'why'}, why(job, flow, colours)),
        facts([...times(flow), [t.flow.protocol, alike(job, 'protocol', format.protocol(flow.protocol))], [t.flow.scope, detail.scope], [t.flow.community, detail.community_id && el('span', {class: 'mono'}, detail.community_id)], [t.flow.domain, flow.domain && alike(job, 'domain', flow.domain)], [t.flow.agent, flow.user_agent], [t.flow.health, health(job, flow)]]),
        session(job, detail)), isKnown && (sequence ? el('section', {class: 'card', 'aria-label': t.flow.splt}, sequence.part) : card(t.flow.splt, el('p', {class: 'muted'}, t.flow.noSplt)))),
      isKnown ? el('div', {class: 'view'}, card(t.flow.evidence, evidence(job, detail.evidence ?? [], sequence)), firstPayload(detail)) : card(t.flow.stored, missing(detail, () => showFlow(body, signal, context, number)))),
    isKnown && features(detail.features ?? {}));
}

/** Why what the capture's reader stored is not here; where it may be soon, with a way to ask again. */
const missing = ({details_reason: reason, partial}, again) => el('p', {class: 'notice'}, reason, partial && action(t.retry, again));

/** In the order of the capture, of the flows that the query finds. */
function neighbours(job, number, query, signal) {
  const nav = el('nav', {class: 'pages', 'aria-label': t.flow.neighbours});
  const link = (text, flow, rel) => flow ? el('a', {class: 'button', href: flowOf(job, flow.flow, query), 'data-key': rel, rel}, text) : el('span', {class: 'button', 'aria-disabled': 'true'}, text);
  const show = (before, after) => replace(nav, link(t.flow.previous, before, 'prev'), link(t.flow.next, after, 'next'));
  const one = (term, sort) => api.flows(job, {query: and(query, term), sort, limit: 1}, signal).then(({body}) => body[0]);
  show();
  Promise.all([one(`flow<${number}`, '-flow'), one(`flow>${number}`, 'flow')]).then(found => show(...found), () => {});
  return nav;
}

/** What names this flow elsewhere. */
function copies({flow, community_id: community}) {
  const copy = (name, text) => el('button', {type: 'button', onclick: () => copied(text())}, name);
  return menu(t.flow.copy, t.flow.copy, [copy(t.flow.copyFilter, () => format.displayFilter(flow)), community && copy(t.flow.copyCommunity, () => community), copy(t.flow.copyAddress, () => location.href)], {class: null});
}

function packets(job, {flow, packets_available: available, packets_reason: reason}) {
  const state = el('small', {class: 'muted', role: 'status'});
  if (!available) return el('small', {class: 'muted'}, t.flow.packetsGone(reason));
  const told = (text, bad = false) => { state.classList.toggle('bad', bad); replace(state, text); };
  return [el('button', {type: 'button', class: 'primary', onclick: () => fetched(api.packetsAddress(job, flow.flow), told)}, t.flow.packetsLoad), state];
}

/** Client and server with what each sent, side by side. */
function bothSides(job, {flow, fwd = {packets: flow.packets_fwd, bytes: flow.bytes_fwd}, bwd = {packets: flow.packets_bwd, bytes: flow.bytes_bwd}}) {
  const side = (role, ip, port, country, name) => el('div', {class: 'side'}, el('h3', {}, role), el('a', {class: 'mono ip', href: hostOf(job, ip), ...valued('ip', ip)}, format.endpoint(ip, port)), el('span', {class: 'muted'}, [name, country && country !== NOWHERE && format.country(country)].filter(Boolean).join(' · ')));
  return el('section', {class: 'card sides', 'aria-label': t.flow.directions}, side(t.flow.client, flow.src_ip, flow.src_port, flow.src_country), ways(fwd, bwd), side(t.flow.server, flow.dst_ip, flow.dst_port, flow.dst_country, flow.domain));
}

function session(job, {flow, session: found}) {
  if (!found) return [el('p', {class: 'muted'}, t.flow.noSession), el('p', {class: 'links'}, around(job, flow))];
  return el('p', {class: 'links'}, around(job, flow), el('a', {href: sessionOf(job, found.session)}, t.flow.sessionOf(found.session, found.flows)), el('a', {href: flowsOf(job, test('session', found.session))}, t.flow.sameSession));
}

function evidence(job, all, sequence) {
  if (all.length === 0) return el('p', {class: 'muted'}, t.flow.noEvidence);
  const packet = n => n > 0 && (sequence ? el('button', {type: 'button', class: 'plain', title: t.flow.packetNumber(n), onclick: () => sequence.point(n)}, n) : n);
  return dense(t.flow.evidence, [{title: t.flow.evidenceKind}, {title: t.flow.evidenceValue}, {title: t.flow.evidencePacket, num: true}],
    all.map(({kind, value, packet: said}) => [th(kind), td(ASKED_BY[kind] ? alike(job, ASKED_BY[kind], value) : value, 'mono said'), num(packet(said))]));
}

function firstPayload({first_payload_fwd: fwd, first_payload_bwd: bwd}) {
  const dump = (name, hex) => el('div', {}, el('h3', {}, name), hex ? el('pre', {class: 'hex', tabindex: '0'}, lines(hex)) : el('p', {class: 'muted'}, t.flow.noPayloadKept));
  return (fwd || bwd) && el('section', {class: 'card', 'aria-label': t.flow.payloadFirst}, el('h2', {}, t.flow.payloadFirst), dump(t.flow.forward, fwd), dump(t.flow.backward, bwd));
}

function lines(hex) {
  const bytes = hex.match(/../g);
  const found = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_LINE) {
    const line = bytes.slice(at, at + BYTES_A_LINE);
    const text = line.map(byte => { const code = parseInt(byte, 16); return code > 0x1f && code < 0x7f ? String.fromCharCode(code) : '·'; }).join('');
    found.push(`${at.toString(16).padStart(2, '0')}  ${line.join(' ').padEnd(3 * BYTES_A_LINE - 1)}  ${text}`);
  }
  return found.join('\n');
}

function features(profiles) {
  const names = Object.keys(profiles);
  if (names.length === 0) return card(t.flow.features, el('p', {class: 'muted'}, t.flow.noFeatures));
  const place = el('div');
  const show = name => replace(place, featureTables(profiles[name]));
  const choice = names.length > 1 && el('select', {'aria-label': t.flow.profile, onchange: event => show(event.target.value)}, names.map(name => el('option', {}, name)));
  show(names[0]);
  return el('section', {class: 'card', 'aria-label': t.flow.features}, el('header', {}, el('h2', {}, t.flow.features), choice || el('span', {class: 'muted'}, names[0])), place);
}
