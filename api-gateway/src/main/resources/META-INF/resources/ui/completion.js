// Completes fields, their values in this job, and the words between conditions while a query is written.
import * as api from './api.js';
import {el, replace, announce} from './dom.js';
import * as format from './format.js';
import {FIELDS, quoted, wordAt} from './query.js';
import {asked} from './recent.js';
import {t} from './texts.js';

const SHOWN = 12;
const VALUES = 200;
const LABELS = 4;
const TYPING_MS = 120;
const KEYWORDS = ['and', 'or', 'not'];
/** What values are counted by, where it is not the field itself. */
const COUNTED_BY = {ip: ['src.ip', 'dst.ip'], port: ['dst.port'], country: ['src.country', 'dst.country'], comment: []};
const UNCOUNTED = /^(bytes|packets)|^(start|end|duration|confidence|flow|session)$/;
/** Of these the server can be asked for the values that begin as typed. */
const NAMED = new Set(['label', 'group', 'class', 'app', 'method', 'domain', 'end_reason']);

export const countedBy = field => COUNTED_BY[field] ?? (UNCOUNTED.test(field) ? [] : [field]);

/** The values of a field that begin with a text before those that only contain it: [{value, flows}]. */
export async function valuesOf(job, field, text, signal) {
  const query = NAMED.has(field) && /^[\w.-]+$/.test(text) ? `${field}:${text.toLowerCase()}*` : undefined;
  const answers = await Promise.all(countedBy(field).map(by => api.groups(job, {by, query, top: VALUES}, signal)));
  const typed = text.toLowerCase();
  const found = answers.flatMap(({groups}) => groups).filter(({value}) => value?.toLowerCase().includes(typed));
  const most = new Map(found.toSorted((a, b) => a.flows - b.flows).map(group => [group.value, group]));
  const begins = ({value}) => value.toLowerCase().startsWith(typed);
  return [...most.values()].toSorted((a, b) => begins(b) - begins(a) || b.flows - a.flows);
}

/** The input with its suggestions below it. */
export function completing(input, job) {
  const list = el('ul', {id: 'suggestions', role: 'listbox', class: 'suggestions', 'aria-label': t.query.suggestions, hidden: true, onpointerdown: event => event.preventDefault()});
  for (const [name, value] of Object.entries({role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false'})) input.setAttribute(name, value);
  let asking = new AbortController();
  let active = -1;
  let timer;

  const shut = () => {
    clearTimeout(timer);
    asking.abort();
    list.hidden = true;
    activate(-1);
    input.setAttribute('aria-expanded', 'false');
  };
  const activate = index => {
    list.children[active]?.removeAttribute('aria-selected');
    active = index;
    const option = list.children[active];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({block: 'nearest'});
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  };
  const suggest = async () => {
    asking.abort();
    asking = new AbortController();
    const {signal} = asking;
    const word = wordAt(input.value, input.selectionStart);
    const before = input.value.trim() ? [] : asked().map(query => ({text: query, note: t.query.askedBefore, insert: query}));
    const found = [...before, ...await suggestions(job, word, signal).catch(() => [])];
    if (signal.aborted || document.activeElement !== input) return;
    const chosen = list.children[active]?.dataset.text;
    replace(list, found.map(({text, note, insert}, i) => el('li', {id: `suggestion-${i}`, role: 'option', 'data-text': text, onclick: () => take(word, insert)}, el('span', {class: 'mono'}, text), el('small', {}, note))));
    active = -1;
    activate(found.findIndex(({text}) => text === chosen));
    list.hidden = found.length === 0;
    input.setAttribute('aria-expanded', String(found.length > 0));
    announce(t.query.suggested(found.length));
  };
  const take = ({from}, text) => {
    input.setRangeText(text, from, input.selectionStart, 'end');
    input.focus();
    suggest();
  };

  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(suggest, TYPING_MS); });
  input.addEventListener('click', suggest);
  input.addEventListener('blur', shut);
  input.addEventListener('keydown', event => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step && list.hidden) suggest();
    else if (step) activate((active + step + list.children.length + (active < 0 && step < 0)) % list.children.length);
    else if (event.key === 'Escape' && !list.hidden) { shut(); event.stopPropagation(); }
    else if ((event.key === 'Enter' || event.key === 'Tab') && active >= 0) list.children[active].click();
    else return;
    event.preventDefault();
  });
  return el('div', {class: 'completing'}, input, list);
}

async function suggestions(job, {field, text}, signal) {
  if (field) return (await valuesOf(job, field, text, signal)).slice(0, SHOWN).map(({value, flows}) => ({text: value, note: t.query.flows(flows), insert: `${quoted(value)} `}));
  const typed = text.toLowerCase();
  const fields = FIELDS.filter(name => name.includes(typed)).toSorted((a, b) => b.startsWith(typed) - a.startsWith(typed)).map(name => ({text: name, note: t.query.fields[name], insert: `${name}:`}));
  const words = KEYWORDS.filter(word => typed && word.startsWith(typed)).map(word => ({text: word, note: t.query.keyword, insert: `${word} `}));
  const labels = typed.length < 2 ? [] : (await valuesOf(job, 'label', text, signal)).slice(0, LABELS).map(({value, flows}) => ({text: `label:${value}`, note: t.query.flows(flows), insert: `label:${quoted(value)} `}));
  return [...words, ...labels, ...fields].slice(0, typed ? SHOWN : FIELDS.length);
}
