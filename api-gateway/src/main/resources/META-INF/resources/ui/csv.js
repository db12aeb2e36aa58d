// A list as a file for a spreadsheet, made here of the pages that the API gives.
import {action, el} from './dom.js';
import * as format from './format.js';
import {t} from './texts.js';

/** As many rows as a browser puts together in a moment. */
const MOST = 20_000;
const PAGE = 1000;
/** Some browsers begin to save later than they are asked to. */
const KEPT_MS = 60_000;
const FORMULA = /^[=+\-@\t\r]/;

/** @param page (limit, cursor) gives {rows, next} @param columns [name, value(row)] */
export function csvButton(name, columns, page) {
  return action(t.csv.button, async () => {
    const rows = [];
    let cursor;
    do {
      const {rows: more, next} = await page(PAGE, cursor);
      rows.push(...more);
      cursor = next;
    } while (cursor && rows.length < MOST);
    const lines = [columns.map(([title]) => title), ...rows.map(row => columns.map(([, value]) => value(row)))].map(cells => cells.map(cell).join(','));
    const address = URL.createObjectURL(new Blob([lines.join('\r\n'), '\r\n'], {type: 'text/csv'}));
    el('a', {href: address, download: `${name}.csv`}).click();
    setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
    if (cursor) throw new Error(t.csv.cut(format.count(rows.length)));
  }, {class: 'csv', title: t.csv.help, 'aria-label': t.csv.of(name)});
}

/** RFC 4180; what a spreadsheet would take for a formula is text. */
function cell(value) {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
