// The queries that were asked last, in this browser only.

const KEPT_AS = 'tractor.queries';
const MOST = 8;

/** The last one first. */
export function asked() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_AS));
    return Array.isArray(kept) ? kept.filter(query => typeof query === 'string') : [];
  } catch {
    return [];
  }
}

const keep = queries => {
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(queries.slice(0, MOST)));
  } catch { /* A browser without storage remembers nothing. */ }
};

export const remember = query => query && keep([query, ...asked().filter(other => other !== query)]);

/** What is no query need not be offered again. */
export const forget = query => keep(asked().filter(other => other !== query));
