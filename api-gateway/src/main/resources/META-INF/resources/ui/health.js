// How far a capture shows what went over the wire, and where each of its packets went.
import * as api from './api.js';
import {el, replace, failure, skeleton} from './dom.js';
import {aboutOf, flowsOf} from './address.js';
import * as format from './format.js';
import {test} from './query.js';
import {t} from './texts.js';

/** Where packets can go, in the order of the shares' colours. */
const PLACES = [['in_flows', 's0'], ['non_ip', 's2'], ['malformed', 's6'], ['unfinished_fragments', 's1'], ['filtered', 'rest']];

/** Figures that count flows with a symptom. */
const SYMPTOMS = {flows_snapped: 'snapped', flows_reordered: 'reordered', flows_with_super_packets: 'super-packets', flows_duplicated: 'duplicated', flows_one_sided: 'one-sided', flows_with_gaps: 'gaps'};

/** A card for the overview; `whole` shows every figure. It fills itself when the answer is there. */
export function healthCard(job, signal, whole = false) {
  const card = el('section', {class: 'card health', 'aria-label': t.health.title}, el('h2', {}, t.health.title), skeleton(4));
  async function fill() {
    try {
      const health = await api.health(job, signal);
      replace(card, el('header', {}, el('h2', {}, t.health.title), verdict(health)), accounting(health), warnings(health), whole && [figures(job, health), file(health)],
        !whole && el('p', {class: 'links'}, el('a', {href: aboutOf(job)}, t.health.whole)));
    } catch (error) {
      if (!signal.aborted) replace(card, el('h2', {}, t.health.title), error.status === 409 ? el('p', {class: 'muted'}, t.health.noReport) : failure(error, fill));
    }
  }
  fill();
  return card;
}

const verdict = ({warnings}) => warnings.length === 0 ? el('span', {class: 'pill good'}, t.captures.clean) : el('span', {class: 'pill warn'}, t.captures.warnings(warnings.length));

function accounting({accounting: sums, balanced}) {
  if (!sums) return el('p', {class: 'muted'}, t.health.noReport);
  const rows = PLACES.map(([place, colour]) => ({name: t.health.places[place], colour, packets: sums[`packets_${place}`] ?? 0, bytes: sums[`bytes_${place}`] ?? 0}));
  const shares = el('div', {class: 'shares', 'aria-hidden': 'true'}, rows.filter(row => row.packets > 0).map(row => {
    const part = el('span', {class: row.colour});
    part.style.flexGrow = row.packets;
    return part;
  }));
  return [shares, el('table', {class: 'accounting'}, el('caption', {class: 'visually-hidden'}, t.health.accounting),
    el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, t.health.place), el('th', {scope: 'col', class: 'num'}, t.overview.packets), el('th', {scope: 'col', class: 'num'}, t.overview.bytes))),
    el('tbody', {}, rows.filter(row => row.packets > 0).map(row => el('tr', {}, el('td', {}, el('span', {class: `swatch ${row.colour}`}), ' ', row.name), el('td', {class: 'num'}, format.count(row.packets)), el('td', {class: 'num'}, format.bytes(row.bytes)))),
      el('tr', {class: 'sum'}, el('td', {}, t.health.read), el('td', {class: 'num'}, format.count(sums.packets_read)), el('td', {class: 'num'}, format.bytes(sums.bytes_read))))),
    el('p', {class: balanced ? 'muted' : 'notice error'}, balanced ? t.health.balanced : t.health.unbalanced)];
}

const warnings = ({warnings: all}) => all.length > 0 && el('ul', {class: 'warnings'}, all.map(({message, count, first_offset: offset}) =>
  el('li', {}, message, el('small', {class: 'muted'}, t.health.times(count), offset !== undefined && ` · ${t.health.offset(offset)}`))));

/** Every figure that is not zero; those of flows lead to them. */
function figures(job, {health, warnings: all}) {
  const order = Object.keys(t.health.figures);
  const found = Object.entries(health ?? {}).filter(([, count]) => count > 0).toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  if (found.length === 0) return all.length === 0 && el('p', {class: 'muted'}, t.health.whole_clean);
  return el('table', {}, el('caption', {class: 'visually-hidden'}, t.health.figuresTitle), el('tbody', {}, found.map(([name, count]) =>
    el('tr', {}, el('th', {scope: 'row'}, t.health.figures[name] ?? name, t.health.meanings[name] && el('small', {class: 'muted'}, t.health.meanings[name])), el('td', {class: 'num'}, name.startsWith('bytes') ? format.bytes(count) : SYMPTOMS[name] ? el('a', {href: flowsOf(job, test('symptom', SYMPTOMS[name])), 'aria-label': t.overview.flowsBehind(t.health.figures[name], count)}, format.count(count)) : format.count(count))))));
}

function file({capture: {format: kind, compression, version, link_types: links, snapshot_length: snapshot} = {}}) {
  const parts = [kind, version && t.health.version(version), compression, links?.join(', '), snapshot > 0 && t.health.snapshot(format.count(snapshot))].filter(Boolean);
  return parts.length > 0 && el('p', {class: 'muted'}, parts.join(' · '));
}
