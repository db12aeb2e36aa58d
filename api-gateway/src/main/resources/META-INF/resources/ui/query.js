// Puts queries together and takes them apart (docs/reference/query.md). What a query means only the server says.

const PLAIN = /^[\p{L}\p{N}_.*/-]+$/u;
const IPV6 = /^[0-9a-f]{1,4}:[0-9a-f:.]+(\/\d+)?$/i;
/** Fields that are only compared as a whole name or number can be asked for by *. */
const PORTS = new Set(['port', 'src.port', 'dst.port']);

export const FIELDS = ['label', 'group', 'class', 'app', 'method', 'domain', 'user_agent', 'comment', 'ip', 'src.ip', 'dst.ip', 'port', 'src.port', 'dst.port', 'protocol', 'bytes', 'bytes.fwd', 'bytes.bwd', 'packets', 'packets.fwd',
  'packets.bwd', 'start', 'end', 'duration', 'end_reason', 'confidence', 'flow', 'session'];

const quoted = value => PLAIN.test(value) || IPV6.test(value) ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;

/** A condition; undefined stands for flows that do not have the field. */
export function test(field, value) {
  if (value === undefined || value === null) return PORTS.has(field) ? `not ${field}:0..65535` : `${field}!=*`;
  return `${field}:${quoted(String(value))}`;
}

/** Both conditions; one that the query has already is not repeated. */
export function and(query, term) {
  const terms = termsOf(query);
  return terms.includes(term) ? query : [...terms, term].map(bracketed).join(' and ');
}

export const without = (query, term) => termsOf(query).filter(other => other !== term).map(bracketed).join(' and ');

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
