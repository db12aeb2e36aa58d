// The columns of the flow table: what each shows, what it filters by, and the choice of them, which this browser keeps.
import {el} from './dom.js';
import * as format from './format.js';
import {test} from './query.js';
import {t} from './texts.js';

const KEPT_AS = 'tractor.columns';
const STANDARD = ['start', 'client', 'server', 'protocol', 'label', 'domain', 'duration', 'packets', 'bytes', 'comment'];
const MICROSECONDS = 6;
const MILLISECONDS = 3;

const text = (id, value, classes) => ({id, class: classes, show: value, term: flow => value(flow) && test(id, value(flow))});

/** {id, show(flow), term?(flow): what a click on the cell filters by, sort?, class?}; `show` may give nothing. */
const ALL = [
  {id: 'start', sort: 'start', class: 'tight', show: flow => el('time', {title: format.iso(flow.time_start, MICROSECONDS)}, format.iso(flow.time_start, MILLISECONDS))},
  {id: 'client', class: 'tight mono', show: flow => format.endpoint(flow.src_ip, flow.src_port), term: flow => test('src.ip', flow.src_ip)},
  {id: 'server', class: 'tight mono', show: flow => format.endpoint(flow.dst_ip, flow.dst_port), term: flow => test('dst.ip', flow.dst_ip)},
  {id: 'protocol', show: flow => format.protocol(flow.protocol), term: flow => test('protocol', format.protocol(flow.protocol))},
  text('label', flow => flow.label, 'strong'),
  text('group', flow => flow.group),
  {id: 'class', show: flow => flow.traffic_class, term: flow => flow.traffic_class && test('class', flow.traffic_class)},
  text('app', flow => flow.app),
  text('domain', flow => flow.domain, 'wide'),
  {id: 'duration', sort: 'duration', class: 'num', show: flow => format.duration(flow.duration_us / 1e6)},
  {id: 'packets', sort: 'packets', class: 'num', show: flow => format.count(flow.packets_fwd + flow.packets_bwd)},
  {id: 'bytes', sort: 'bytes', class: 'num', show: flow => format.bytes(flow.bytes_fwd + flow.bytes_bwd)},
  text('method', flow => flow.method),
  {id: 'confidence', class: 'num', show: flow => flow.confidence?.toFixed(2)},
  {id: 'comment', class: 'wide', show: flow => flow.comment},
  text('end_reason', flow => flow.end_reason),
  {id: 'session', class: 'num', show: flow => flow.session, term: flow => flow.session !== undefined && test('session', flow.session)},
  text('user_agent', flow => flow.user_agent, 'wide'),
];

function chosen() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_AS));
    if (Array.isArray(kept)) return new Set(kept);
  } catch { /* A browser without storage, or with something else in it, shows the standard columns. */ }
  return new Set(STANDARD);
}

function keep(ids) {
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify([...ids]));
  } catch { /* The choice then holds for this view only. */ }
}

/** {columns, chooser}: those that are chosen, and the list to choose from; `onChange` gets the new ones. */
export function columnChoice(onChange) {
  const ids = chosen();
  const columns = () => ALL.filter(column => ids.has(column.id));
  const changed = () => { keep(ids); onChange(columns()); };
  const boxes = ALL.map(({id}) => el('input', {type: 'checkbox', value: id, checked: ids.has(id), onchange: event => { ids[event.target.checked ? 'add' : 'delete'](id); changed(); }}));
  const reset = () => {
    ids.clear();
    STANDARD.forEach(id => ids.add(id));
    for (const box of boxes) box.checked = ids.has(box.value);
    changed();
  };
  return {columns: columns(), chooser: el('details', {class: 'menu', onkeydown: event => { if (event.key === 'Escape') event.currentTarget.open = false; }}, el('summary', {class: 'button'}, t.flows.columns),
    el('div', {class: 'menu-body'}, boxes.map(box => el('label', {}, box, ' ', t.flows.names[box.value])), el('button', {type: 'button', onclick: reset}, t.flows.standard)))};
}
