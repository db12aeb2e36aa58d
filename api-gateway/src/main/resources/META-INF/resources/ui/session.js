// One run of an application: its flows over time, and what links them.
import * as api from './api.js';
import {el, replace, card, facts, nothing} from './dom.js';
import {flowOf, flowsOf, hostOf, sessionsOf} from './address.js';
import * as format from './format.js';
import {coloursOf} from './colours.js';
import {columnsOf} from './columns.js';
import {featureTables} from './features.js';
import {alike} from './flow.js';
import {flowTable, oneDay} from './flowtable.js';
import {lanes} from './lanes.js';
import {test} from './query.js';
import {dense, td} from './tables.js';
import {t} from './texts.js';
import {valued} from './values.js';

/** As many lanes as can be told apart; as many conditions as a query takes. */
const DRAWN = 60;
const COLUMNS = columnsOf(['start', 'client', 'server', 'protocol', 'label', 'app', 'domain', 'duration', 'bytes', 'comment']);
const LINKS = 500;
const MICROSECONDS = 6;

export async function showSession(body, signal, {job, file}, number) {
  const [session, colours] = await Promise.all([api.session(job, number, signal).catch(error => { if (error.status !== 404) throw error; }), coloursOf(job, signal)]);
  if (!session) return replace(body, nothing(t.session.gone, el('p', {}, el('a', {href: sessionsOf(job)}, t.session.gone.way))));
  const members = session.shown_flows;
  const outside = await flowsOutside(job, session, signal);
  const drawn = [...members.slice(0, DRAWN), ...outside].toSorted((a, b) => a.time_start - b.time_start || a.flow - b.flow);
  const known = new Set(drawn.map(flow => flow.flow));
  const links = session.links.filter(link => known.has(link.from) && known.has(link.to));
  const look = {title: t.session.describe(session.flows, session.links.length), addressOf: flow => flowOf(job, flow.flow, test('session', session.session)), colourOf: flow => colours.get(flow.label) ?? 'rest',
    isOutside: flow => outside.includes(flow)};
  const context = {colours, sorted: false, oneDay: oneDay(file), details: flow => flowOf(job, flow, test('session', session.session)), ask: term => flowsOf(job, term)};

  replace(body, el('div', {class: 'head'}, el('h2', {class: 'title verdict'}, t.session.title(session.session), el('span', {class: 'badge'}, session.label ?? t.none)), el('a', {class: 'button', href: flowsOf(job, test('session', session.session))}, t.session.all)),
    card(t.flow.session, totals(job, session)),
    el('section', {class: 'card', 'aria-label': t.session.lanes}, el('header', {}, el('h2', {}, t.session.lanes), el('span', {class: 'muted'}, t.session.lanesHelp)), lanes(drawn, links, look),
      session.flows > Math.min(DRAWN, members.length) && el('p', {class: 'muted'}, t.session.shown(Math.min(DRAWN, members.length), session.flows))),
    card(t.session.links, linkTable(job, session, new Set(outside.map(flow => flow.flow)))),
    el('section', {class: 'card', 'aria-label': t.session.members}, el('header', {}, el('h2', {}, t.session.members), session.flows > members.length && el('span', {class: 'muted'}, t.session.more(members.length, session.flows))),
      el('div', {class: 'scroll flows', tabindex: '0', role: 'group', 'aria-label': t.session.members}, flowTable(members, COLUMNS, context))),
    Object.keys(session.features ?? {}).length > 0 && card(t.session.features, featureTables(session.features)));
}

/** DNS flows that led to members are none themselves. */
async function flowsOutside(job, {links, shown_flows: members}, signal) {
  const inside = new Set(members.map(flow => flow.flow));
  const asked = [...new Set(links.filter(link => !inside.has(link.from) && link.kind === 'dns-answer').map(link => link.from))].slice(0, DRAWN);
  if (asked.length === 0) return [];
  return (await api.flows(job, {query: `flow:(${asked.join(' or ')})`, limit: DRAWN}, signal)).body;
}

function totals(job, session) {
  return facts([[t.sessions.names.label, session.label && alike(job, 'label', session.label)], [t.sessions.names.group, session.group], [t.sessions.names.confidence, session.confidence?.toFixed(2)],
    [t.sessions.names.client, el('a', {class: 'mono', href: hostOf(job, session.src_ip), ...valued('src.ip', session.src_ip)}, session.src_ip)], [t.sessions.names.start, format.iso(session.time_start, MICROSECONDS)], [t.sessions.names.duration, format.duration(session.duration_us / 1e6)],
    [t.sessions.names.flows, format.count(session.flows)], [t.flow.forward, t.flow.amount(session.packets_fwd, format.bytes(session.bytes_fwd))], [t.flow.backward, t.flow.amount(session.packets_bwd, format.bytes(session.bytes_bwd))]]);
}

function linkTable(job, {links, session}, outside) {
  if (links.length === 0) return el('p', {class: 'muted'}, t.session.noLinks);
  const flow = number => [el('div', {}, el('a', {href: flowOf(job, number, outside.has(number) ? undefined : test('session', session))}, t.session.flow(number))), outside.has(number) && el('small', {}, t.session.outside)];
  return [dense(t.session.links, [{title: t.session.from}, {title: t.session.to}, {title: t.session.kind}, {title: t.session.evidence}],
    links.slice(0, LINKS).map(({from, to, kind, evidence}) => [td(flow(from), 'tight'), td(flow(to), 'tight'), td(el('span', {title: t.session.kinds[kind]}, kind), 'tight'), td(evidence, 'said')])), links.length > LINKS && el('p', {class: 'muted'}, t.session.moreLinks(LINKS, links.length))];
}
