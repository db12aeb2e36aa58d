// What a job knows about one host: who it is, when it was active, what it speaks, what it offers and with whom.
import * as api from './api.js';
import {el, replace, card, facts, failure, nothing} from './dom.js';
import {flowsOf, graphOf, hostOf, hostsOf, overviewOf} from './address.js';
import * as format from './format.js';
import {coloursIn, coloursOf} from './colours.js';
import {labelled, listing} from './listing.js';
import {and, test} from './query.js';
import {rhythmCard} from './rhythm.js';
import {stripPlace, timelineCard} from './timeline.js';
import {t} from './texts.js';
import {valued} from './values.js';

const TOP = 20;
const INTERVALS = 240;
const SERIES = 8;
const NOWHERE = 'unknown';

export async function showHost(body, signal, {job}, ip) {
  const asked = test('ip', ip);
  const [host, colours] = await Promise.all([api.hostOf(job, ip, {top: TOP}, signal).catch(error => { if (error.status !== 404) throw error; }), coloursOf(job, signal)]);
  if (!host) return replace(body, nothing(t.host.gone, el('p', {}, el('a', {href: hostsOf(job)}, t.host.gone.way))));
  replace(body, el('div', {class: 'head'}, el('h2', {class: 'title mono'}, ip), el('p', {class: 'links'}, el('a', {href: flowsOf(job, asked)}, t.host.all), el('a', {href: graphOf(job, asked)}, t.host.graph), el('a', {href: overviewOf(job, asked)}, t.host.whole))),
    el('section', {class: 'card', 'aria-label': t.host.title}, identity(host)), tiles(job, ip, host), activity(job, asked, colours, signal),
    el('div', {class: 'halves'},
      bars(t.host.labels, host.labels, ({value}) => flowsOf(job, and(asked, test('label', value))), ({value}) => colours.get(value) ?? 'rest'),
      el('div', {class: 'view'}, bars(t.host.services, host.services, ({value}) => flowsOf(job, and(test('dst.ip', ip), test('dst.port', value))), () => null, t.host.noServices),
      host.names.length > 0 && named(t.host.names, t.host.namesHelp, host.names, ({value}) => flowsOf(job, and(asked, test('domain', value)))),
      host.user_agents.length > 0 && named(t.host.agents, null, host.user_agents, ({value}) => flowsOf(job, and(asked, test('user_agent', value)))))),
    card(t.host.peersTop, peers(job, ip, host, colours)), rhythmCard(job, ip, colours, signal));
}

function identity(host) {
  const system = host.as_number && `AS${host.as_number} ${host.as_organization ?? ''}`;
  return facts([[t.hosts.names.name, host.name], [t.host.country, host.country !== NOWHERE && format.country(host.country)], [t.host.city, format.isPlace(host.city) && host.city], [t.host.system, system],
    [t.host.first, format.iso(host.time_start, 3)], [t.host.last, format.iso(host.time_end, 3)], [t.host.peers, format.count(host.peers)]]);
}

function tiles(job, ip, host) {
  const tile = (name, value, note, query, sort) => el('a', {class: 'tile', href: flowsOf(job, query, sort)}, el('span', {}, name), el('strong', {}, value), el('small', {}, note));
  return el('div', {class: 'tiles'}, tile(t.host.asClient, format.count(host.flows_as_client), t.overview.flows, test('src.ip', ip)), tile(t.host.asServer, format.count(host.flows_as_server), t.overview.flows, test('dst.ip', ip)),
    tile(t.host.sent, format.bytes(host.bytes_sent), t.overview.bytes, test('ip', ip), '-bytes'), tile(t.host.received, format.bytes(host.bytes_received), t.overview.bytes, test('ip', ip), '-bytes'));
}

/** The brush leads to the flows of the time that is chosen. */
function activity(job, asked, own, signal) {
  const place = stripPlace();
  api.timeline(job, {query: asked, intervals: INTERVALS, top: SERIES}, signal).then(timeline => timeline.series.length > 0 &&
    replace(place, timelineCard(timeline, {job, query: asked, measure: 'bytes', colours: coloursIn(timeline.series, own), strip: true, go: query => flowsOf(job, query)})), error => signal.aborted || replace(place, failure(error)));
  return place;
}

function bars(title, found, addressOf, colourOf, without) {
  const greatest = Math.max(1, ...found.groups.map(group => group.bytes));
  const row = group => {
    const colour = colourOf(group);
    const fill = el('span', {class: `fill ${colour ?? 'plain'}`, 'aria-hidden': 'true'});
    fill.style.width = `${100 * group.bytes / greatest}%`;
    return el('li', {}, fill, el('a', {class: 'name', href: addressOf(group)}, colour && el('span', {class: `swatch ${colour}`}), group.value ?? t.none), el('span', {class: 'muted'}, t.host.flows(group.flows)),
      el('span', {class: 'amount'}, format.bytes(group.bytes)), el('span', {class: 'share'}, format.percent(group.bytes / Math.max(1, found.total.bytes))));
  };
  return card(title, found.groups.length > 0 ? el('ul', {class: 'bars'}, found.groups.toSorted((a, b) => b.bytes - a.bytes).map(row)) : el('p', {class: 'muted'}, without));
}

function named(title, help, values, addressOf) {
  return el('section', {class: 'card', 'aria-label': title}, el('header', {}, el('h2', {}, title), help && el('span', {class: 'muted'}, help)),
    el('ul', {class: 'bars named'}, values.map(value => el('li', {}, el('a', {class: 'name', href: addressOf(value), title: value.value}, value.value), el('span', {class: 'amount muted'}, t.host.flows(value.flows))))));
}

function peers(job, ip, host, colours) {
  const column = (name, show, classes) => ({id: name, name, show, class: classes});
  const both = peer => flowsOf(job, `${test('ip', ip)} and ${test('ip', peer.ip)}`);
  const columns = [
    column(t.host.peer, peer => el('a', {href: hostOf(job, peer.ip), ...valued('ip', peer.ip)}, peer.ip), 'address mono'),
    column(t.host.name, ({name}) => name && el('span', {title: name, ...valued('domain', name)}, name), 'wide'),
    host.peers_top.some(({country}) => format.isPlace(country)) && column(t.host.country, ({country}) => country && format.country(country), 'tight'),
    column(t.host.label, ({label}) => labelled(label, colours), 'tight strong'),
    column(t.overview.flows, peer => el('a', {href: both(peer)}, format.count(peer.flows)), 'num'),
    column(t.host.sent, peer => format.bytes(peer.bytes_sent), 'num'),
    column(t.host.received, peer => format.bytes(peer.bytes_received), 'num'),
  ];
  return [listing(t.host.peersTop, columns.filter(Boolean), host.peers_top, {open: peer => hostOf(job, peer.ip)}), host.peers > host.peers_top.length && el('p', {class: 'muted'}, t.host.of(host.peers_top.length))];
}
