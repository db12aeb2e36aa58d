// Statistic items as cards and as the chart of labels.
import {el, table} from './dom.js';
import * as format from './format.js';

const ROWS_AT_FIRST = 10;
const GROUP_COLOURS = 7;
const TITLES = {
  protocols: ['Protocols', 'Protocol'], labels: ['Labels', 'Label'], traffic_class: ['Traffic classes', 'Class'], clients: ['Clients', 'Address'],
  servers: ['Servers', 'Address'], ports: ['Ports', 'Port'], domains: ['Domains', 'Name'], countries: ['Countries', 'Country'], groups: ['Groups', 'Group'],
};

export const content = (items, title) => items.find(item => item.title === title)?.content ?? [];
export const hostLink = (job, ip) => `#/job/${job}/host/${encodeURIComponent(ip)}`;
export const labelLink = (job, label) => `#/job/${job}/label/${encodeURIComponent(label)}`;

const LINKS = {clients: hostLink, servers: hostLink, labels: labelLink};

/** A card for each item that has entries, but those of `without`. */
export function cards(job, items, without = []) {
  return el('div', {class: 'cards'}, items.filter(item => item.content.length > 0 && !without.includes(item.title)).map(item => card(job, item)));
}

function card(job, {title, content: entries}) {
  const [name, column] = TITLES[title] ?? [title.replaceAll('_', ' '), 'Value'];
  const holder = el('section', {class: 'card', 'aria-label': name});
  const draw = all => holder.replaceChildren(el('h2', {}, name), table(name, [{title: column}, {title: 'Flows', num: true}], (all ? entries : entries.slice(0, ROWS_AT_FIRST)).map(row)),
    ...(entries.length > ROWS_AT_FIRST ? [el('div', {}, el('button', {'aria-expanded': String(all), onclick: () => { draw(!all); holder.querySelector('button').focus(); }},
      all ? 'Show fewer' : `Show all ${format.count(entries.length)}`))] : []));
  const row = ({label, count}) => el('tr', {}, el('td', {class: 'name'}, LINKS[title] ? el('a', {href: LINKS[title](job, label), class: title === 'labels' ? null : 'mono'}, label) : label),
    el('td', {class: 'num'}, format.count(count)));
  draw(false);
  return holder;
}

/** Labels by group, largest first; a label that no group has stands under "other". */
export function labelChart(job, entries, groups) {
  const groupOf = new Map(groups.flatMap(group => group.labels.map(label => [label, group.group_name])));
  const byGroup = Map.groupBy ? Map.groupBy(entries, entry => groupOf.get(entry.label) ?? 'other') : grouped(entries, groupOf);
  const total = list => list.reduce((sum, entry) => sum + entry.count, 0);
  const largest = Math.max(1, ...entries.map(entry => entry.count));
  return el('section', {class: 'card', 'aria-label': 'Labels'}, el('h2', {}, 'Labels'),
    el('div', {class: 'chart'}, [...byGroup].sort(([, a], [, b]) => total(b) - total(a)).map(([group, list], index) =>
      el('div', {class: `group g${index % GROUP_COLOURS}`}, el('header', {}, el('h3', {}, group), el('span', {class: 'muted'}, format.count(total(list)))), list.map(entry => bar(job, entry, largest))))));
}

function grouped(entries, groupOf) {
  const groups = new Map();
  for (const entry of entries) {
    const group = groupOf.get(entry.label) ?? 'other';
    groups.set(group, [...groups.get(group) ?? [], entry]);
  }
  return groups;
}

function bar(job, {label, count}, largest) {
  const fill = el('span', {class: 'bar-fill'});
  fill.style.width = `${100 * count / largest}%`;
  return el('a', {class: 'bar', href: labelLink(job, label), title: `${label}: ${format.count(count)} flows`},
    el('span', {class: 'bar-name'}, label), el('span', {class: 'bar-track', 'aria-hidden': 'true'}, fill), el('span', {class: 'bar-count'}, format.count(count)));
}
