// What a job knows about one host: who it is, what it speaks and with whom.
import * as api from './api.js';
import {el, replace, facts} from './dom.js';
import {flowsOf, overviewOf} from './address.js';
import * as format from './format.js';
import {test} from './query.js';
import {topList} from './toplist.js';
import {t} from './texts.js';

const OF_HOST = ['label', 'class', 'app', 'domain', 'dst.port'];

export async function showHost(body, signal, {job}, ip) {
  const asked = test('ip', ip);
  const [host, all, asClient, asServer] = await Promise.all([api.host(job, ip, signal), ...[asked, test('src.ip', ip), test('dst.ip', ip)].map(query => api.groups(job, {by: 'protocol', query, top: 1}, signal))]);
  const system = host.as_number && `AS${host.as_number} ${host.as_organization ?? ''}`;
  const list = (by, query, title) => topList(by, {job, query, measure: 'bytes', signal}, title);
  replace(body, el('h2', {class: 'title mono'}, ip),
    el('section', {class: 'card', 'aria-label': t.host.title}, facts([[t.host.country, host.country], [t.host.city, host.city], [t.host.system, system], [t.host.domain, host.domain_name], [t.host.agent, host.user_agent]]),
      el('p', {class: 'links'}, el('a', {href: overviewOf(job, asked)}, t.host.whole), el('a', {href: flowsOf(job, asked)}, t.host.all))),
    el('div', {class: 'tiles'}, tile(job, t.host.all, asked, all), tile(job, t.host.asClient, test('src.ip', ip), asClient), tile(job, t.host.asServer, test('dst.ip', ip), asServer)),
    el('div', {class: 'lists'}, asClient.total.flows > 0 && list('dst.ip', test('src.ip', ip), t.host.peers['dst.ip']), asServer.total.flows > 0 && list('src.ip', test('dst.ip', ip), t.host.peers['src.ip']),
      OF_HOST.map(by => list(by, asked))));
}

function tile(job, name, query, {total}) {
  return el('a', {class: 'tile', href: flowsOf(job, query)}, el('span', {}, name), el('strong', {}, format.count(total.flows)), el('small', {}, `${format.bytes(total.bytes)}`));
}
