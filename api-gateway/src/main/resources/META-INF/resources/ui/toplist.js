// The greatest values of a field, a bar behind each. The name narrows the overview, the number leads to the flows behind it.
import * as api from './api.js';
import {el, replace, failure, skeleton} from './dom.js';
import {csvButton} from './csv.js';
import {flowsOf, hostOf, overviewOf} from './address.js';
import * as format from './format.js';
import {and, test} from './query.js';
import {t} from './texts.js';
import {valued} from './values.js';

export const FEW = 10;
const MANY = 200;
const AMOUNTS = ['flows', 'packets', 'bytes'].map(name => [name, group => group[name]]);
const ADDRESSES = new Set(['ip', 'src.ip', 'dst.ip']);
const COUNTRIES = new Set(['country', 'src.country', 'dst.country']);
const MONOSPACED = new Set([...ADDRESSES, 'src.port', 'dst.port', 'domain', 'session']);

/** {job, query, measure, view: the measure or 'rarest', by: the field with colours, colours, groups?: what is counted already, by field, located: whether any country is known, signal}; it fills itself when the answer is there. */
export function topList(by, context, title = t.overview.cards[by]) {
  const {job, query, measure, view, groups, signal} = context;
  const list = el('section', {class: 'card list', 'aria-label': title}, el('h2', {}, title), skeleton());
  const counted = top => groups?.[by] && top === FEW ? groups[by] : api.groups(job, {by, query, order: view, top}, signal);

  async function fill(top) {
    try {
      const {groups: all, values, total} = await counted(top);
      const shown = (view === measure ? all.toSorted((a, b) => b[measure] - a[measure]) : all).slice(0, top);
      const greatest = Math.max(1, ...shown.map(group => group[measure]));
      replace(list, el('header', {}, el('h2', {}, title), el('span', {class: 'muted'}, t.overview.values(values), ' ', csvButton(title, [[by, group => group.value], ...AMOUNTS], async limit => ({rows: (await api.groups(job, {by, query, order: view, top: limit}, signal)).groups})))), shown.length === 0 && el('p', {class: 'muted'}, t.overview.noValues),
        el('ul', {class: 'bars'}, shown.map(group => bar(by, group, greatest, total, context))), by === 'country' && !context.located && el('p', {class: 'muted'}, t.overview.nowhere), values > FEW && more(top, values));
    } catch (error) {
      if (!signal.aborted) replace(list, el('h2', {}, title), failure(error, () => { replace(list, el('h2', {}, title), skeleton()); fill(top); }));
    }
  }

  const more = (top, values) => el('button', {type: 'button', class: 'plain', 'aria-expanded': String(top > FEW), onclick: async () => {
    await fill(top > FEW ? FEW : MANY);
    list.querySelector('[aria-expanded]')?.focus();
  }}, top > FEW ? t.overview.fewer : t.overview.more(Math.min(values, MANY)));

  return Object.assign(list, {filled: fill(FEW)});
}

/** A value as it is shown. */
export const nameOf = (by, value) => value === undefined ? t.none : COUNTRIES.has(by) ? format.country(value) : value;

function bar(by, group, greatest, total, {job, query, measure, view, by: coloured, colours}) {
  const {value} = group;
  const name = nameOf(by, value);
  const narrowed = and(query, test(by, value));
  const amount = measure === 'bytes' ? format.bytes(group.bytes) : format.count(group.flows);
  const share = format.percent(total[measure] ? group[measure] / total[measure] : 0);
  const colour = by === coloured && (colours.get(value) ?? 'rest');
  const fill = el('span', {class: `fill ${colour || 'plain'}`, 'aria-hidden': 'true'});
  fill.style.width = `${100 * group[measure] / greatest}%`;
  return el('li', {}, fill,
    el('a', {class: `name${MONOSPACED.has(by) ? ' mono' : ''}${value === undefined ? ' none' : ''}`, href: overviewOf(job, narrowed, view, coloured), title: t.overview.narrow(name), ...valued(by, value)}, colour && el('span', {class: `swatch ${colour}`}), name),
    ADDRESSES.has(by) && value && el('a', {class: 'host', href: hostOf(job, value), 'aria-label': t.overview.hostOf(value)}, t.overview.host),
    el('a', {class: 'amount', href: flowsOf(job, narrowed, measure === 'bytes' ? '-bytes' : null), 'aria-label': t.overview.flowsBehind(name, amount), title: t.overview.amounts(group.flows, format.bytes(group.bytes))}, amount),
    el('span', {class: 'share'}, share));
}
