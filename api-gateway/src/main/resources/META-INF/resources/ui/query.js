// Puts queries together and takes them apart (docs/reference/query.md). What a query means only the server says.

const PLAIN = /^[\p{L}\p{N}_.*/-]+$/u;
const IPV6 = /^[0-9a-f]{1,4}:[0-9a-f:.]+(\/\d+)?$/i;
/** Fields that are only compared as a whole name or number can be asked for by *. */
const PORTS = new Set(['port', 'src.port', 'dst.port']);

export const FIELDS = ['label', 'group', 'class', 'app', 'method', 'domain', 'user_agent', 'comment', 'ip', 'src.ip', 'dst.ip', 'port', 'src.port', 'dst.port', 'protocol', 'bytes', 'bytes.fwd', 'bytes.bwd', 'packets', 'packets.fwd',
  'packets.bwd', 'start', 'end', 'duration', 'end_reason', 'confidence', 'symptom', 'flow', 'session', 'country', 'src.country', 'dst.country'];
export const ORDERED = new Set(['port', 'src.port', 'dst.port', 'bytes', 'bytes.fwd', 'bytes.bwd', 'packets', 'packets.fwd', 'packets.bwd', 'start', 'end', 'duration', 'confidence', 'flow', 'session']);

export const quoted = value => PLAIN.test(value) || IPV6.test(value) ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;

/** A condition; undefined stands for flows that do not have the field. A domain is meant without the names under it. */
export function test(field, value) {
  if (value === undefined || value === null) return PORTS.has(field) ? `not ${field}:0..65535` : `${field}!=*`;
  return `${field}${field === 'domain' ? '=' : ':'}${quoted(String(value))}`;
}

/** Both conditions; one that the query has already is not repeated. */
export function and(query, term) {
  const terms = termsOf(query);
  return terms.includes(term) ? query : [...terms, term].map(bracketed).join(' and ');
}

export const without = (query, term) => termsOf(query).filter(other => other !== term).map(bracketed).join(' and ');

/** The query with one of its conditions turned into its opposite, or back. */
export const negated = (query, term) => termsOf(query).map(other => other === term ? opposite(term) : other).map(bracketed).join(' and ');

export const isNegative = term => /^not\s/i.test(term);

function opposite(term) {
  if (isNegative(term)) return term.replace(/^not\s+/i, '').replace(/^\((.*)\)$/s, (whole, inner) => closesLast(inner) ? inner : whole);
  return pieces(term).length > 1 ? `not (${term})` : `not ${term}`;
}

/** Whether no parenthesis of the text closes one that it did not open, so that the pair around it belongs together. */
function closesLast(text) {
  let depth = 0;
  for (const [c] of text.matchAll(/"(?:\\.|[^"\\])*"|[()]/gs)) {
    if (c === '(') depth++;
    if (c === ')' && --depth < 0) return false;
  }
  return true;
}

const bracketed = (term, _, all) => all.length > 1 && pieces(term).some(isWord('or')) ? `(${term})` : term;

const isWord = keyword => piece => piece.toLowerCase() === keyword;

/** The conditions that all must hold; a query with an "or" outside of parentheses is one condition. */
export function termsOf(query) {
  const all = pieces(query);
  if (all.length === 0) return [];
  if (all.some(isWord('or'))) return [query.trim()];
  const terms = [];
  let open = '';
  for (const piece of all) {
    if (isWord('and')(piece)) continue;
    open += piece;
    if (isWord('not')(piece)) open += ' ';
    else {
      terms.push(open);
      open = '';
    }
  }
  return open ? [...terms, open.trim()] : terms;
}

/** Cut at spaces outside of quotation marks and parentheses; a sign keeps what stands beside it. */
function pieces(query) {
  const found = [];
  let piece = '';
  let depth = 0;
  const end = () => { if (piece) found.push(piece); piece = ''; };
  for (let i = 0; i < query.length; i++) {
    const c = query[i];
    if (c === '"') {
      const begin = i++;
      while (i < query.length && query[i] !== '"') i += query[i] === '\\' ? 2 : 1;
      piece += query.slice(begin, i + 1);
    } else if (depth === 0 && /\s/.test(c)) {
      if (!/[:=<>!]$/.test(piece) && !/^\s*[=<>!]/.test(query.slice(i))) end();
    } else {
      if (c === '(') depth++;
      if (c === ')') depth--;
      piece += c;
    }
  }
  end();
  return found;
}

const FROM = /^end>=([\d.]+)$/;
const TO = /^start<([\d.]+)$/;

/** Flows that run between two times, in seconds. */
export const timeTerms = ([from, to]) => [`end>=${from.toFixed(6)}`, `start<${to.toFixed(6)}`];

/** {rest, span}: the query without the times, and the times as [from, to] where it has both. */
export function timesOf(query) {
  const terms = termsOf(query);
  const from = terms.find(term => FROM.test(term));
  const to = terms.find(term => TO.test(term));
  if (!from || !to) return {rest: query, span: null};
  return {rest: without(without(query, from), to), span: [Number(FROM.exec(from)[1]), Number(TO.exec(to)[1])]};
}

export const withTimes = (query, span) => timeTerms(span).reduce(and, timesOf(query).rest);

const LIST_OF = /([\w.]+)[:=]$/;
const TEST = /^([\w.]+)(?:!=|<=|>=|[:=<>])/;

/** What is written at the caret: {from: where its last part begins, text: that part, field: whose value it is, if it is one}. */
export function wordAt(query, caret) {
  const lists = [];
  let from = 0;
  for (let i = 0; i < caret; i++) {
    const c = query[i];
    if (c === '"') {
      for (i++; i < caret && query[i] !== '"'; i++) if (query[i] === '\\') i++;
    } else if (c === '(') {
      lists.push(LIST_OF.exec(query.slice(from, i))?.[1]);
      from = i + 1;
    } else if (c === ')') {
      lists.pop();
      from = i + 1;
    } else if (/\s/.test(c)) from = i + 1;
  }
  const word = query.slice(from, caret);
  const sign = TEST.exec(word);
  if (sign) return {from: from + sign[0].length, text: unquoted(word.slice(sign[0].length)), field: sign[1]};
  return {from, text: unquoted(word), field: lists.at(-1)};
}

const unquoted = text => text.startsWith('"') ? text.replace(/^"|"$/g, '').replaceAll(/\\(.)/g, '$1') : text;
