// Which addresses, networks and domains of a list a job has met: paste what a report names, see what is there and its flows.
import * as api from './api.js';
import {el, replace, failure, field} from './dom.js';
import {flowsOf} from './address.js';
import * as format from './format.js';
import {coloursOf} from './colours.js';
import {csvButton} from './csv.js';
import {indicatorsIn} from './indicatorlist.js';
import {labelled, listing} from './listing.js';
import {and, quoted} from './query.js';
import {t} from './texts.js';
import {valued} from './values.js';

const KEPT_AS = 'tractor.indicators';
/** A query has at most 64 conditions and 4,096 characters, some of which the view's own query takes. */
const AT_ONCE = 40;
const LONGEST = 2500;
/** As many as are looked up in some seconds. */
const MOST = 5000;
const CSV = [['indicator', one => one.value], ['flows', one => one.flows], ['packets', one => one.packets], ['bytes', one => one.bytes], ['label', one => one.label]];

export async function showIndicators(body, signal, {job, file, query}) {
  const colours = await coloursOf(job, signal);
  const box = el('textarea', {name: 'list', rows: 7, spellcheck: 'false', autocapitalize: 'off', placeholder: t.indicators.example, 'data-key': 'indicators'});
  box.value = kept();
  const result = el('div', {class: 'view'});
  let asked = new AbortController();
  signal.addEventListener('abort', () => asked.abort());
  const look = () => {
    asked.abort();
    asked = new AbortController();
    lookUp(result, box.value, asked.signal, {job, file, query, colours});
  };
  replace(body, el('form', {class: 'card', onsubmit: event => { event.preventDefault(); keep(box.value); look(); }}, field(t.indicators.list, box, t.indicators.help), el('div', {class: 'bar end'}, el('button', {class: 'primary'}, t.indicators.look))), result);
  if (box.value.trim()) look();
}

/** The list is for every job, and for this browser only. */
function kept() {
  try {
    return localStorage.getItem(KEPT_AS) ?? '';
  } catch {
    return '';
  }
}

function keep(text) {
  try {
    localStorage.setItem(KEPT_AS, text);
  } catch { /* It is there as long as the view is. */ }
}

async function lookUp(place, text, signal, context) {
  const {indicators, others} = indicatorsIn(text);
  const wanted = indicators.slice(0, MOST);
  const told = [];
  const show = () => replace(place, summary(wanted, told, indicators.length - wanted.length, others, context), table(told.filter(({flows}) => flows > 0), context), unseen(told.filter(({flows}) => flows === 0)));
  try {
    show();
    for (const part of parts(wanted)) {
      await search(part, signal, context, told);
      show();
    }
  } catch (error) {
    if (!signal.aborted) place.append(failure(error, () => lookUp(place, text, signal, context)));
  }
}

/** As many of a field as one query can ask for. */
function* parts(indicators) {
  for (const name of ['ip', 'domain']) {
    let part = [];
    let length = 0;
    for (const one of indicators.filter(({field}) => field === name)) {
      if (part.length === AT_ONCE || length + one.value.length > LONGEST) {
        yield part;
        [part, length] = [[], 0];
      }
      part.push(one);
      length += one.value.length + 1;
    }
    if (part.length > 0) yield part;
  }
}

/** Asks for all at once, and for halves of what has flows until each has its own answer: of most lists hardly anything is there. */
async function search(part, signal, context, told) {
  const {total, groups: [greatest]} = await api.groups(context.job, {by: 'label', order: 'flows', top: 1, query: and(context.query, termOf(part))}, signal);
  if (total.flows === 0) return told.push(...part.map(one => ({...one, flows: 0, packets: 0, bytes: 0})));
  if (part.length === 1) return told.push({...part[0], ...total, label: greatest.value});
  const middle = part.length >> 1;
  await search(part.slice(0, middle), signal, context, told);
  await search(part.slice(middle), signal, context, told);
}

/** A domain is meant with the names under it. */
const termOf = part => part.length === 1 ? `${part[0].field}:${quoted(part[0].value)}` : `${part[0].field}:(${part.map(({value}) => quoted(value)).join(' ')})`;

function summary(wanted, told, cut, others, {file, job}) {
  if (wanted.length === 0) return others > 0 && el('p', {class: 'notice', role: 'status'}, t.indicators.none);
  const found = told.filter(({flows}) => flows > 0).length;
  const rest = [cut > 0 && t.indicators.cut(MOST), others > 0 && t.indicators.others(others)].filter(Boolean);
  return el('div', {class: 'bar'}, el('p', {role: 'status'}, told.length < wanted.length ? t.indicators.busy(told.length, wanted.length) : t.indicators.found(found, wanted.length), rest.map(text => el('span', {class: 'muted'}, ' · ', text))),
    el('div', {class: 'aside'}, told.length === wanted.length && csvButton(`${file.name} ${t.job.indicators}`, CSV, async () => ({rows: told}))));
}

function table(found, {job, query, colours}) {
  if (found.length === 0) return null;
  const column = (id, show, classes) => ({id, name: t.indicators.names[id], show, class: classes});
  const open = one => flowsOf(job, and(query, termOf([one])));
  const mark = one => one.isNetwork ? valued(null, one.value, termOf([one])) : valued(one.field, one.value, termOf([one]));
  return listing(t.job.indicators, [
    column('indicator', one => el('a', {class: 'mono', href: open(one), ...mark(one)}, one.value), 'wide strong'),
    column('label', ({label}) => label && el('span', valued('label', label), labelled(label, colours)), 'tight'),
    column('flows', ({flows}) => format.count(flows), 'num strong'),
    column('packets', ({packets}) => format.count(packets), 'num'),
    column('bytes', ({bytes}) => format.bytes(bytes), 'num'),
  ], found.toSorted((a, b) => b.flows - a.flows), {open});
}

const unseen = missing => missing.length > 0 && el('details', {class: 'card unseen'}, el('summary', {}, t.indicators.unseen(missing.length)), el('p', {class: 'mono'}, missing.map(({value}) => value).join(', ')));
