// The query of a view: a box to write it, its conditions as chips, what is wrong with it, and how it is written.
import {el, replace} from './dom.js';
import {withParameters} from './address.js';
import {FIELDS, termsOf, timesOf, without} from './query.js';
import {iso} from './format.js';
import {t} from './texts.js';

const EXAMPLES = ['label:telegram and dst.port:443 and bytes>1M', 'domain:example.com not src.ip:10.0.0.0/8', 'protocol:udp and (port:53 or port:5353)', 'label:(whatsapp or telegram or viber)'];
const COLUMN = /^(?:query: )?(.*) \(column (\d+)\)\.?$/s;

/** An address with this query; a page or a flow of the old one means nothing there. */
export const asking = query => withParameters({query, cursor: null, page: null, flow: null});

/** {bar, explain}: `explain` shows an error that the query has and says whether it is one. */
export function queryBar(query) {
  const trouble = el('div', {id: 'query-error', class: 'query-error', role: 'alert'});
  const input = el('input', {type: 'search', name: 'query', value: query, placeholder: t.query.placeholder, 'aria-label': t.query.label, 'data-key': 'query', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off'});
  const form = el('form', {role: 'search', onsubmit: event => { event.preventDefault(); location.hash = asking(input.value.trim()); }},
    input, el('button', {class: 'primary'}, t.query.search), query && el('a', {class: 'button', href: asking('')}, t.query.clear));

  function explain(error) {
    const match = error.status === 400 && COLUMN.exec(error.message);
    if (!match) return false;
    const column = Number(match[2]);
    replace(trouble, el('pre', {'aria-hidden': 'true'}, query.slice(0, column - 1), el('mark', {}, query[column - 1] ?? ' '), query.slice(column)), el('p', {}, t.query.at(column), match[1]));
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', trouble.id);
    input.setSelectionRange(column - 1, column);
    return true;
  }

  return {bar: el('div', {class: 'query'}, form, trouble, chips(query), help(input)), explain};
}

function chips(query) {
  const {rest, span} = timesOf(query);
  const shown = termsOf(rest).map(term => [term, without(query, term)]);
  if (span) shown.push([t.query.between(iso(span[0], 3), iso(span[1], 3)), rest]);
  return shown.length > 0 && el('ul', {class: 'chips', 'aria-label': t.query.active}, shown.map(([text, then]) =>
    el('li', {}, el('span', {}, text), el('a', {href: asking(then), 'aria-label': t.query.drop(text), title: t.query.drop(text)}, '×'))));
}

function help(input) {
  const insert = field => () => {
    input.value = `${input.value.trimEnd()}${input.value.trim() ? ' and ' : ''}${field}:`;
    input.focus();
  };
  return el('details', {class: 'help'}, el('summary', {'data-key': 'help'}, t.query.help), el('p', {}, t.query.rules),
    el('p', {class: 'muted'}, t.query.fieldsIntro), el('p', {class: 'fields'}, FIELDS.map(field => el('button', {type: 'button', class: 'plain mono', onclick: insert(field)}, field))),
    el('p', {class: 'muted'}, t.query.examplesIntro), el('ul', {}, EXAMPLES.map(example => el('li', {}, el('a', {class: 'mono', href: asking(example)}, example)))));
}
