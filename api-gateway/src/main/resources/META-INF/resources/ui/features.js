// The features of a profile, folded by their names: what is measured of something, and what each side did.
import {el} from './dom.js';
import * as format from './format.js';
import {dense, num, td, th} from './tables.js';
import {t} from './texts.js';

const STATISTIC = /^(?:(total|min|mean|max|std)_(.+)|(.+)_(total|min|mean|max|std))$/;
const SIDE = /^(.+)_(fwd|bwd|packets)$/;
const PER_PACKET = /^splt_/;
const STATISTICS = ['total', 'min', 'mean', 'max', 'std'];
const SIDES = ['fwd', 'bwd', 'packets'];
const MOST_DIGITS = 6;
/** By name, as docs/reference/features.md has them. */
const UNITS = [[/bytes_?per_?second/i, 'bytes/s'], [/(packets|pkts)_?per_?second/i, '1/s'], [/length|bytes|payload/i, 'bytes'], [/packets|retransmissions|out_of_order|zero_windows/, 'packets'],
  [/duration|iat|gap|active|idle|rtt/, 'µs']];

/** {name: number or null} of one profile. */
export function featureTables(features) {
  const statistics = new Map();
  const sides = new Map();
  const single = [];
  const perPacket = [];
  const put = (map, row, column, entry) => { if (!map.has(row)) map.set(row, {}); map.get(row)[column] = entry; };
  for (const [name, value] of Object.entries(features)) {
    const statistic = STATISTIC.exec(name);
    const side = SIDE.exec(name);
    if (PER_PACKET.test(name)) perPacket.push([name, value]);
    else if (statistic && !/^total_[fb](packets|bytes)$/.test(name)) put(statistics, statistic[2] ?? statistic[3], statistic[1] ?? statistic[4], value);
    else if (side) put(sides, side[1], side[2], value);
    else single.push([name, value]);
  }
  return el('div', {class: 'features'}, statistics.size > 0 && crossTable(statistics, STATISTICS, t.flow.stats),
    (sides.size > 0 || single.length > 0) && el('div', {class: 'view'}, sides.size > 0 && crossTable(sides, SIDES, t.flow.sides), single.length > 0 && plainTable(single, t.flow.values)),
    perPacket.length > 0 && el('details', {class: 'alternative'}, el('summary', {}, `${t.flow.perPacket} (${perPacket.length})`), plainTable(perPacket, t.flow.perPacket)));
}

const unit = name => UNITS.find(([pattern]) => pattern.test(name))?.[1] ?? '';

function crossTable(rows, columns, names) {
  const used = columns.filter(column => [...rows.values()].some(row => column in row));
  return dense(t.flow.features, [{title: t.flow.measure}, {title: t.flow.unit}, ...used.map(column => ({title: names[column], num: true}))],
    [...rows].map(([name, row]) => [th(name, 'mono'), td(unit(name), 'muted'), used.map(column => cell(row[column]))]));
}

const plainTable = (rows, caption) => dense(caption, [{title: t.flow.measure}, {title: t.flow.unit}, {title: t.flow.number, num: true}], rows.map(([name, value]) => [th(name, 'mono'), td(unit(name), 'muted'), cell(value)]));

function cell(value) {
  if (value === undefined) return td();
  if (value === null) return num([el('span', {'aria-hidden': 'true'}, '–'), el('span', {class: 'visually-hidden'}, t.flow.missing)], 'muted');
  return el('td', {class: 'num', title: String(value)}, format.count(Number(Number(value).toPrecision(MOST_DIGITS))));
}
