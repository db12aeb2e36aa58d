// The columns of the flow table: what each shows, what it filters by, and the choice of them, which the address and this browser keep.
import {el} from './dom.js';
import {here, withParameters} from './address.js';
import {dropdown} from './dropdown.js';
import * as format from './format.js';
import {symptomsOf} from './flow.js';
import {test} from './query.js';
import {t} from './texts.js';
import {valued} from './values.js';

const KEPT_AS = 'tractor.columns';
const STANDARD = ['start', 'client', 'server', 'protocol', 'label', 'domain', 'duration', 'packets', 'bytes', 'comment'];
const APART = '.';
const MICROSECONDS = 6;
const MILLISECONDS = 3;

const text = (id, value, classes) => ({id, class: classes, fields: [id], show: value, term: flow => value(flow) && test(id, value(flow)), values: flow => value(flow) && valued(id, value(flow))});

/** Of an amount the like are those that are no less. */
const atLeast = (field, amount, unit = '') => valued(field, amount, `${field}>=${amount}${unit}`);

/** Where there is no room, the address is cut and not the port. */
const endpoint = (ip, port) => {
  const whole = format.endpoint(ip, port);
  const split = port === 0 ? whole.length : whole.lastIndexOf(':');
  return el('span', {class: 'endpoint', title: whole}, el('span', {}, whole.slice(0, split)), whole.slice(split));
};

const country = (id, field) => ({id, class: 'tight', fields: [id], show: flow => flow[id] && format.country(flow[id]), term: flow => flow[id] && test(field, flow[id]), values: flow => flow[id] && valued(field, flow[id])});

/** {id, fields: as the API names them, show(flow, {oneDay, colours}), term?(flow): what a click on the cell filters by, values?(flow): what its menu is about, sort?, class?}; `show` may give nothing. */
const ALL = [
  {id: 'start', fields: ['time_start'], sort: 'start', class: 'tight', show: (flow, {oneDay}) => el('time', {title: format.iso(flow.time_start, MICROSECONDS)}, format.moment(flow.time_start, MILLISECONDS, oneDay))},
  {id: 'client', fields: ['src_ip', 'src_port'], class: 'address mono', show: flow => endpoint(flow.src_ip, flow.src_port), term: flow => test('src.ip', flow.src_ip), values: flow => valued('src.ip', flow.src_ip)},
  {id: 'server', fields: ['dst_ip', 'dst_port'], class: 'address mono', show: flow => endpoint(flow.dst_ip, flow.dst_port), term: flow => test('dst.ip', flow.dst_ip), values: flow => valued('dst.ip', flow.dst_ip)},
  {id: 'protocol', fields: ['protocol'], show: flow => format.protocol(flow.protocol), term: flow => test('protocol', format.protocol(flow.protocol)), values: flow => valued('protocol', format.protocol(flow.protocol))},
  {...text('label', flow => flow.label, 'strong tight'), swatch: (flow, {colours}) => colours.get(flow.label) ?? 'rest'},
  text('group', flow => flow.group, 'tight'),
  {id: 'class', fields: ['traffic_class', 'traffic_class_confidence'], class: 'tight', show: flow => flow.traffic_class, term: flow => flow.traffic_class && test('class', flow.traffic_class), values: flow => flow.traffic_class && valued('class', flow.traffic_class)},
  text('app', flow => flow.app, 'tight'),
  text('domain', flow => flow.domain, 'wide'),
  {id: 'duration', fields: ['duration_us'], sort: 'duration', class: 'num', show: flow => format.duration(flow.duration_us / 1e6), values: flow => atLeast('duration', flow.duration_us, 'us')},
  {id: 'packets', fields: ['packets_fwd', 'packets_bwd'], sort: 'packets', class: 'num', show: flow => format.count(flow.packets_fwd + flow.packets_bwd), values: flow => atLeast('packets', flow.packets_fwd + flow.packets_bwd)},
  {id: 'bytes', fields: ['bytes_fwd', 'bytes_bwd'], sort: 'bytes', class: 'num', show: flow => [balance(flow), el('span', {class: 'amount'}, format.bytes(flow.bytes_fwd + flow.bytes_bwd))], values: flow => atLeast('bytes', flow.bytes_fwd + flow.bytes_bwd)},
  {id: 'bytes_fwd', fields: ['bytes_fwd'], class: 'num', show: flow => format.bytes(flow.bytes_fwd), values: flow => atLeast('bytes.fwd', flow.bytes_fwd)},
  {id: 'bytes_bwd', fields: ['bytes_bwd'], class: 'num', show: flow => format.bytes(flow.bytes_bwd), values: flow => atLeast('bytes.bwd', flow.bytes_bwd)},
  text('method', flow => flow.method, 'tight'),
  {id: 'confidence', fields: ['confidence'], class: 'num', show: flow => flow.confidence?.toFixed(2)},
  {id: 'comment', fields: ['comment'], class: 'wide muted', show: flow => flow.comment},
  text('end_reason', flow => flow.end_reason),
  {id: 'symptoms', fields: ['symptoms'], class: 'tight', show: flow => symptomsOf(flow).map(name => t.flow.symptoms[name] ?? name).join(', '), term: flow => flow.symptoms && (symptomsOf(flow).length > 1 ? `symptom:(${symptomsOf(flow).join(' or ')})` : test('symptom', flow.symptoms))},
  {id: 'session', fields: ['session'], class: 'num', show: flow => flow.session, term: flow => flow.session !== undefined && test('session', flow.session), values: flow => flow.session !== undefined && valued('session', flow.session)},
  country('src_country', 'src.country'),
  country('dst_country', 'dst.country'),
  text('user_agent', flow => flow.user_agent, 'wide'),
];

/** How much of the bytes each side sent, at a glance; the numbers are in columns of their own. */
function balance(flow) {
  const sent = el('span');
  sent.style.width = `${100 * flow.bytes_fwd / Math.max(1, flow.bytes_fwd + flow.bytes_bwd)}%`;
  return el('span', {class: 'balance', 'aria-hidden': 'true', title: `${t.flow.forward} ${format.bytes(flow.bytes_fwd)}, ${t.flow.backward} ${format.bytes(flow.bytes_bwd)}`}, sent);
}

const known = ids => ids.filter(id => ALL.some(column => column.id === id));

function chosen() {
  const shared = known(here().parameters.columns?.split(APART) ?? []);
  if (shared.length > 0) return new Set(shared);
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_AS));
    if (Array.isArray(kept)) return new Set(known(kept));
  } catch { /* A browser without storage, or with something else in it, shows the standard columns. */ }
  return new Set(STANDARD);
}

/** In the address, so that who gets it sees the same, and for the next job. */
function keep(ids) {
  const standard = ids.size === STANDARD.length && STANDARD.every(id => ids.has(id));
  history.replaceState(null, '', withParameters({columns: standard ? null : [...ids].join(APART)}));
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify([...ids]));
  } catch { /* The choice then holds for this address only. */ }
}

/** {columns(), chooser}: those that are chosen now, and the list to choose from; `onChange` is told of another choice. */
export function columnChoice(onChange) {
  const ids = chosen();
  const changed = () => { keep(ids); onChange(); };
  const boxes = ALL.map(({id}) => el('input', {type: 'checkbox', value: id, checked: ids.has(id), onchange: event => { ids[event.target.checked ? 'add' : 'delete'](id); changed(); }}));
  const reset = () => {
    ids.clear();
    STANDARD.forEach(id => ids.add(id));
    for (const box of boxes) box.checked = ids.has(box.value);
    changed();
  };
  const chooser = dropdown(t.flows.columns, el('div', {class: 'menu-body'}, boxes.map(box => el('label', {}, box, ' ', t.flows.names[box.value])), el('button', {type: 'button', onclick: reset}, t.flows.standard)));
  return {columns: () => ALL.filter(column => ids.has(column.id)), chooser};
}

/** Those of a table whose columns are not chosen. */
export const columnsOf = ids => ids.map(id => ALL.find(column => column.id === id));

/** What the API calls the fields that these columns show. */
export const fieldsOf = columns => ['flow', ...new Set(columns.flatMap(column => column.fields))].join(',');
