// The hosts of a job, whoever has sent or been sent a packet.
import * as api from './api.js';
import {el, replace, nothing} from './dom.js';
import {hostOf, hostsOf} from './address.js';
import * as format from './format.js';
import {csvButton} from './csv.js';
import {listing, pages, skipped, when} from './listing.js';
import {t} from './texts.js';
import {valued} from './values.js';

const ROWS = 100;
const CSV = ['ip', 'name', 'country', 'flows', 'flows_as_client', 'flows_as_server', 'packets', 'bytes_sent', 'bytes_received', 'peers', 'time_start', 'time_end'].map(field => [field, host => host[field]]);
const ASCENDING = new Set(['ip']);

export async function showHosts(body, signal, {job, file, query, parameters}) {
  const {body: {hosts}, next} = await api.hosts(job, {query, sort: parameters.sort, cursor: parameters.cursor, limit: ROWS}, signal);
  if (hosts.length === 0) return replace(body, query ? nothing(t.hosts.nothing, el('p', {}, el('a', {href: hostsOf(job)}, t.hosts.nothing.way))) : nothing(t.job.noFlows));
  const first = skipped(ROWS) + 1;
  replace(body, el('div', {class: 'bar'}, el('p', {role: 'status'}, t.hosts.extent(first, first + hosts.length - 1, next)), el('div', {class: 'aside'}, csvButton(`${file.name} ${t.job.hosts}`, CSV, (limit, cursor) => api.hosts(job, {query, sort: parameters.sort, limit, cursor}, signal).then(({body: {hosts: rows}, next}) => ({rows, next}))), pages(next))),
    listing(t.hosts.caption, columns(job, [file.time_start, file.time_end]).filter(({id}) => id !== 'country' || hosts.some(({country}) => format.isPlace(country))), hosts, {standard: '-bytes', ascending: ASCENDING, open: ({ip}) => hostOf(job, ip)}));
}

function columns(job, span) {
  const column = (id, show, classes, sort) => ({id, name: t.hosts.names[id], show, class: classes, sort});
  return [
    column('ip', ({ip}) => el('a', {href: hostOf(job, ip), 'data-key': `host-${ip}`, ...valued('ip', ip)}, ip), 'address mono', 'ip'),
    column('name', ({name}) => name && el('span', valued('domain', name), name), 'wide'),
    column('country', ({country}) => country && el('span', valued('country', country), format.country(country)), 'tight'),
    column('flows', host => format.count(host.flows), 'num', 'flows'),
    column('roles', host => `${format.count(host.flows_as_client)} / ${format.count(host.flows_as_server)}`, 'num muted'),
    column('peers', host => format.count(host.peers), 'num', 'peers'),
    column('when', host => when(host, span, 's0'), 'when-cell'),
    column('bytes', host => format.bytes(host.bytes_sent + host.bytes_received), 'num strong', 'bytes'),
    column('bytes_sent', host => format.bytes(host.bytes_sent), 'num', 'bytes_sent'),
    column('bytes_received', host => format.bytes(host.bytes_received), 'num', 'bytes_received'),
  ];
}
