// Flows as rows: a click on a value asks for the flows that have it, one beside it opens the flow.
import {el} from './dom.js';
import * as format from './format.js';
import {fromRowToRow, heading} from './listing.js';
import {t} from './texts.js';

const DAY = 86400;
/** The numbers begin with the greatest, flow and time with the first. */
const ASCENDING = new Set(['flow', 'start']);

/** Whether the capture is of one day, so that the time of day is enough. */
export const oneDay = ({time_start: from, time_end: to}) => Math.floor((from + format.shift(from)) / DAY) === Math.floor((to + format.shift(to)) / DAY);

/** {colours, oneDay, details(flow number): address, ask(term): address, open?: the flow that is shown, sorted?: false where the order is given} */
export function flowTable(flows, columns, context) {
  const head = column => context.sorted === false ? el('th', {scope: 'col', class: column.class}, t.flows.names[column.id]) : heading({...column, name: t.flows.names[column.id]}, 'flow', ASCENDING.has(column.sort));
  return el('table', {}, el('caption', {class: 'visually-hidden'}, t.flows.caption),
    el('thead', {}, el('tr', {}, head({id: 'flow', sort: 'flow', class: 'num'}), columns.map(head))),
    el('tbody', {onkeydown: fromRowToRow}, flows.map(flow => row(flow, columns, context))));
}

function row(flow, columns, context) {
  const details = context.details(flow.flow);
  const cell = column => {
    const content = column.show(flow, context);
    const term = content !== undefined && column.term?.(flow);
    const key = `${flow.flow}-${column.id}`;
    return el('td', {class: column.class, ...column.values?.(flow), 'data-name': /num/.test(column.class) && t.flows.names[column.id], title: /wide/.test(column.class) ? content : null}, column.swatch && el('span', {class: `swatch ${column.swatch(flow, context)}`}),
      term ? el('a', {href: context.ask(term), 'data-key': key, title: t.flows.filterBy(term), onclick: event => leaveOut(event, context.ask(`not ${term}`))}, content) : content);
  };
  return el('tr', {class: String(flow.flow) === context.open && 'chosen', onclick: event => event.target.closest('a') || getSelection().toString() || (location.hash = details)},
    el('td', {class: 'num'}, el('a', {class: 'row', href: details, 'data-key': `flow-${flow.flow}`, 'aria-label': t.flows.open(format.count(flow.flow))}, format.count(flow.flow))), columns.map(cell));
}

function leaveOut(event, without) {
  if (!event.shiftKey) return;
  event.preventDefault();
  location.hash = without;
}
