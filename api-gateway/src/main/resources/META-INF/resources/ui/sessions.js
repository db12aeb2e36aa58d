// The sessions of a job: what the runs of applications were.
import * as api from './api.js';
import {el, replace, nothing} from './dom.js';
import {hostOf, sessionOf, sessionsOf} from './address.js';
import * as format from './format.js';
import {coloursOf} from './colours.js';
import {csvButton} from './csv.js';
import {oneDay} from './flowtable.js';
import {labelled, listing, pages, skipped, when} from './listing.js';
import {t} from './texts.js';
import {valued} from './values.js';

const ROWS = 100;
const MILLISECONDS = 3;
const CSV = ['session', 'src_ip', 'time_start', 'time_end', 'duration_us', 'flows', 'packets_fwd', 'packets_bwd', 'bytes_fwd', 'bytes_bwd', 'label', 'group', 'confidence'].map(field => [field, session => session[field]]);
const ASCENDING = new Set(['session', 'start']);

export async function showSessions(body, signal, {job, file, query, parameters}) {
  const [{body: {sessions}, next}, colours] = await Promise.all([api.sessions(job, {query, sort: parameters.sort, cursor: parameters.cursor, limit: ROWS}, signal), coloursOf(job, signal)]);
  if (sessions.length === 0) return replace(body, query ? nothing(t.sessions.nothing, el('p', {}, el('a', {href: sessionsOf(job)}, t.sessions.nothing.way))) : nothing(t.sessions.empty));
  const first = skipped(ROWS) + 1;
  replace(body, el('div', {class: 'bar'}, el('p', {}, t.sessions.intro), el('div', {class: 'aside'}, el('span', {class: 'muted', role: 'status'}, t.sessions.extent(first, first + sessions.length - 1, next)),
      csvButton(`${file.name} ${t.job.sessions}`, CSV, (limit, cursor) => api.sessions(job, {query, sort: parameters.sort, limit, cursor}, signal).then(({body: {sessions: rows}, next}) => ({rows, next}))), pages(next))),
    listing(t.sessions.caption, columns(job, file, colours), sessions, {standard: 'session', ascending: ASCENDING, open: ({session}) => sessionOf(job, session)}));
}

function columns(job, file, colours) {
  const span = [file.time_start, file.time_end];
  const ofDay = oneDay(file);
  const column = (id, show, classes, sort) => ({id, name: t.sessions.names[id], show, class: classes, sort});
  return [
    column('session', ({session}) => el('a', {href: sessionOf(job, session), 'aria-label': t.sessions.open(format.count(session)), 'data-key': `session-${session}`}, format.count(session)), 'num', 'session'),
    column('start', one => el('time', {title: format.iso(one.time_start, 6)}, format.moment(one.time_start, MILLISECONDS, ofDay)), 'tight', 'start'),
    column('client', one => el('a', {href: hostOf(job, one.src_ip), ...valued('src.ip', one.src_ip)}, one.src_ip), 'address mono'),
    column('label', one => one.label && el('span', valued('label', one.label), labelled(one.label, colours)), 'strong tight'),
    column('group', one => one.group && el('span', valued('group', one.group), one.group), 'tight'),
    column('duration', one => format.duration(one.duration_us / 1e6), 'num', 'duration'),
    column('when', one => when(one, span, colours.get(one.label) ?? 'rest'), 'when-cell'),
    column('flows', one => format.count(one.flows), 'num', 'flows'),
    column('packets', one => format.count(one.packets_fwd + one.packets_bwd), 'num', 'packets'),
    column('bytes', one => format.bytes(one.bytes_fwd + one.bytes_bwd), 'num', 'bytes'),
    column('confidence', one => one.confidence?.toFixed(2), 'num'),
  ];
}
