// The greatest values of a field with a bar each. The name narrows the overview, the number leads to the flows behind it.
import * as api from './api.js';
import {el, replace, failure} from './dom.js';
import {flowsOf, hostOf, overviewOf} from './address.js';
import * as format from './format.js';
import {and, test} from './query.js';
import {t} from './texts.js';

export const FEW = 10;
const MANY = 200;
const ADDRESSES = new Set(['src.ip', 'dst.ip']);
const MONOSPACED = new Set([...ADDRESSES, 'dst.port']);

/** {job, query, measure, colours?, signal}; it fills itself when the answer is there. */
export function topList(by, context, title = t.overview.cards[by]) {
  const {job, query, measure, signal} = context;
  const list = frame(title);
  const more = (top, values) => values > FEW && el('button', {type: 'button', class: 'plain', 'aria-expanded': String(top > FEW), onclick: async () => {
    await fill(top > FEW ? FEW : MANY);
    list.querySelector('button')?.focus();
  }}, top > FEW ? t.overview.fewer : t.overview.more(Math.min(values, MANY)));

  const fill = top => filled(list, signal, async () => {
    const {groups, values, total} = await api.groups(job, {by, query, order: measure, top}, signal);
    const greatest = Math.max(1, ...groups.map(group => group[measure]));
    return [head(title, values), el('ul', {class: 'bars'}, groups.map(group => bar(by, group, greatest, total, context))), more(top, values)];
  });
  fill(FEW);
  return list;
}

/** Counted once for the whole capture, and no field that a query knows. */
export function countries({job, signal}) {
  const title = t.overview.cards.countries;
  const list = frame(title);
  filled(list, signal, async () => {
    const content = (await api.statistics(job, signal)).find(item => item.title === 'countries')?.content ?? [];
    const row = ({label, count}) => el('li', {}, el('span', {class: 'name'}, label), el('span', {class: 'amount'}, format.count(count)), track(count / content[0].count));
    return [head(title, content.length), el('ul', {class: 'bars'}, content.slice(0, FEW).map(row)), el('small', {class: 'muted'}, t.overview.countriesNote)];
  });
  return list;
}

const frame = title => el('section', {class: 'card list', 'aria-label': title}, el('h2', {}, title), el('p', {class: 'muted'}, t.loading));
const head = (title, values) => el('header', {}, el('h2', {}, title), el('span', {class: 'muted'}, t.overview.values(values)));

async function filled(list, signal, content) {
  try {
    replace(list, await content());
  } catch (error) {
    if (!signal.aborted) replace(list, el('h2', {}, list.getAttribute('aria-label')), failure(error));
  }
}

function bar(by, group, greatest, total, {job, query, measure, colours}) {
  const {value} = group;
  const name = value ?? t.none;
  const narrowed = and(query, test(by, value));
  const amount = measure === 'bytes' ? format.bytes(group.bytes) : format.count(group.flows);
  const share = format.percent(total[measure] ? group[measure] / total[measure] : 0);
  return el('li', {},
    el('a', {class: `name${MONOSPACED.has(by) ? ' mono' : ''}${value === undefined ? ' none' : ''}`, href: overviewOf(job, narrowed, measure), title: t.overview.narrow(name)}, name),
    ADDRESSES.has(by) && value && el('a', {class: 'host', href: hostOf(job, value), 'aria-label': t.overview.hostOf(value)}, t.overview.host),
    el('a', {class: 'amount', href: flowsOf(job, narrowed, measure === 'bytes' ? '-bytes' : null), 'aria-label': t.overview.flowsBehind(name, amount), title: t.overview.shares(share, group.flows, format.bytes(group.bytes))}, amount),
    track(group[measure] / greatest, by === 'label' && colours && (colours.get(value) ?? 'rest')));
}

function track(share, colour) {
  const fill = el('span', {class: colour || null});
  fill.style.width = `${100 * share}%`;
  return el('span', {class: 'track', 'aria-hidden': 'true'}, fill);
}
