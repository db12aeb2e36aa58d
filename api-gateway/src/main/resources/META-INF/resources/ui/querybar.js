// The query of a view: a box to write it, its conditions as chips, what is wrong with it, and how it is written.
import {el, replace} from './dom.js';
import {jobHere, withParameters} from './address.js';
import {and, FIELDS, isNegative, negated, ORDERED, quoted, termsOf, timesOf, without} from './query.js';
import {completing, countedBy, valuesOf} from './completion.js';
import {dropdown} from './dropdown.js';
import {moment} from './format.js';
import {forget, remember} from './recent.js';
import {t} from './texts.js';

const EXAMPLES = ['label:telegram and dst.port:443 and bytes>1M', 'domain:example.com not src.ip:10.0.0.0/8', 'protocol:udp and (port:53 or port:5353)', 'label:(whatsapp or telegram or viber)'];
const COLUMN = /^(?:query: )?(.*) \(column (\d+)\)\.?$/s;
const TYPING_MS = 150;

/** An address with this query; a page or a flow of the old one means nothing there. */
export const asking = query => withParameters({query, cursor: null, page: null, flow: null});

/** {bar, explain}: `explain` shows an error that the query has and says whether it is one. */
export function queryBar(query) {
  const job = jobHere();
  const trouble = el('div', {id: 'query-error', class: 'query-error', role: 'alert'});
  const input = el('input', {type: 'search', name: 'query', value: query, placeholder: t.query.placeholder, 'aria-label': t.query.label, 'data-key': 'query', 'data-sent': query, spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off'});
  const ask = event => {
    event.preventDefault();
    input.dataset.sent = input.value;
    const asked = input.value.trim();
    remember(asked);
    location.hash = asking(asked);
  };
  const form = el('form', {role: 'search', onsubmit: ask},
    completing(input, job), el('button', {class: 'primary'}, t.query.search), query && el('a', {class: 'button', href: asking('')}, t.query.clear));

  function explain(error) {
    const [, reason, written] = COLUMN.exec(error.message) ?? [null, error.message];
    const column = error.problem?.errors?.column ?? Number(written);
    if (error.status !== 400 || !(column > 0)) return false;
    forget(query);
    replace(trouble, el('pre', {'aria-hidden': 'true'}, query.slice(0, column - 1), el('mark', {}, query[column - 1] ?? ' '), query.slice(column)), el('p', {}, t.query.at(column), reason));
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', trouble.id);
    input.setSelectionRange(column - 1, column);
    return true;
  }

  return {bar: el('div', {class: 'query'}, form, adding(query, job), help(input), trouble, chips(query)), explain};
}

function chips(query) {
  const {rest, span} = timesOf(query);
  const shown = termsOf(rest).map(term => ({term, then: without(query, term), opposite: negated(query, term)}));
  if (span) shown.push({term: t.query.between(moment(span[0], 3), moment(span[1], 3)), then: rest});
  return shown.length > 0 && el('ul', {class: 'chips', 'aria-label': t.query.active}, shown.map(({term, then, opposite}) =>
    el('li', {class: isNegative(term) && 'negative'}, opposite ? el('a', {class: 'term', href: asking(opposite), title: t.query.negate(term), 'data-key': `negate-${term}`}, term) : el('span', {}, term),
      el('a', {href: asking(then), 'aria-label': t.query.drop(term), title: t.query.drop(term)}, '×'))));
}

/** A condition chosen instead of written. */
function adding(query, job) {
  const values = el('datalist', {id: 'filter-values'});
  const field = el('select', {name: 'field', 'aria-label': t.query.field}, FIELDS.map(name => el('option', {}, name)));
  const signs = () => Object.entries(t.query.signs).filter(([of]) => of.length === 2 || of === ':' || ORDERED.has(field.value)).map(([of, name]) => el('option', {value: of}, name));
  const sign = el('select', {name: 'sign', 'aria-label': t.query.sign}, signs());
  const value = el('input', {name: 'value', list: values.id, required: true, 'aria-label': t.query.value, autocomplete: 'off', spellcheck: 'false'});
  let asked = new AbortController();
  let timer;
  const suggest = async () => {
    asked.abort();
    asked = new AbortController();
    if (countedBy(field.value).length === 0) return replace(values);
    const found = await valuesOf(job, field.value, value.value.trim(), asked.signal).catch(() => []);
    replace(values, found.slice(0, 20).map(one => el('option', {value: one.value}, t.query.flows(one.flows))));
  };
  const chosen = () => {
    replace(sign, signs());
    suggest();
  };
  field.addEventListener('change', chosen);
  value.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(suggest, TYPING_MS); });
  const add = event => {
    event.preventDefault();
    location.hash = asking(and(query, `${field.value}${sign.value}${quoted(value.value.trim())}`));
  };
  return dropdown(`+ ${t.query.add}`, el('form', {class: 'menu-body adding', onsubmit: add}, field, sign, value, values, el('button', {class: 'primary'}, t.query.apply)), {left: true, key: 'add-filter', onopen: suggest});
}

function help(input) {
  const insert = field => () => {
    input.value = `${input.value.trimEnd()}${input.value.trim() ? ' and ' : ''}${field}:`;
    input.focus();
    input.click();
  };
  return el('details', {class: 'help'}, el('summary', {'data-key': 'help'}, t.query.help), el('p', {}, t.query.rules),
    el('p', {class: 'muted'}, t.query.fieldsIntro), el('p', {class: 'fields'}, FIELDS.map(field => el('button', {type: 'button', class: 'plain mono', title: t.query.fields[field], onclick: insert(field)}, field))),
    el('p', {class: 'muted'}, t.query.examplesIntro), el('ul', {}, EXAMPLES.map(example => el('li', {}, el('a', {class: 'mono', href: asking(example)}, example)))));
}
