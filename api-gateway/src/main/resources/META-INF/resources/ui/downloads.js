// Takes away what a view shows. A link would save an error as if it were the file, so the server is asked first.
import * as api from './api.js';
import {el, replace} from './dom.js';
import {dropdown} from './dropdown.js';
import {t} from './texts.js';

const FORMATS = ['csv', 'ndjson', 'parquet', 'pcapng'];

/** @param parameters gives {query, sort, fields} when a format is chosen */
export function downloads(job, parameters) {
  const state = el('p', {class: 'muted', role: 'status', hidden: true});
  const told = (text, bad = false) => { state.hidden = !text; state.classList.toggle('bad', bad); replace(state, text); };
  const choose = (menu, format) => {
    const {fields, ...asked} = parameters();
    return fetched(api.exportAddress(job, {...asked, format, fields: format === 'pcapng' ? undefined : fields}), told).then(fine => { if (fine) menu.open = false; });
  };
  const menu = dropdown(t.flows.download, el('div', {class: 'menu-body one'}, el('p', {class: 'muted'}, t.flows.downloadHelp),
    FORMATS.map(format => el('button', {type: 'button', class: 'plain', onclick: () => choose(menu, format)}, t.flows.formats[format])), state));
  return menu;
}

/** Whether the browser now saves what the address answers; what is wrong with it is told. */
export async function fetched(address, told) {
  told(t.flows.prepares);
  const reached = new AbortController();
  try {
    const response = await fetch(address, {signal: reached.signal});
    if (!response.ok) {
      const problem = await response.json().catch(() => null);
      told(t.flows.failed(problem?.detail ?? problem?.message ?? t.errors.status(response.status)), true);
      return false;
    }
    reached.abort();
  } catch {
    told(t.flows.failed(t.errors.away), true);
    return false;
  }
  el('a', {href: address, download: ''}).click();
  told('');
  return true;
}
