// Tables of few columns that stand within a card.
import {el} from './dom.js';

/** @param columns [{title, num?}] @param rows of cells made by `td`, `num` and `th` */
export function dense(caption, columns, rows) {
  return el('div', {class: 'scroll', tabindex: '0', role: 'group', 'aria-label': caption}, el('table', {class: 'dense'}, el('caption', {class: 'visually-hidden'}, caption),
    el('thead', {}, el('tr', {}, columns.map(({title, num}) => el('th', {scope: 'col', class: num && 'num'}, title)))), el('tbody', {}, rows.map(cells => el('tr', {}, cells)))));
}

export const td = (content, classes) => el('td', {class: classes}, content);
export const num = (content, classes = '') => el('td', {class: `num ${classes}`}, content);
export const th = (content, classes) => el('th', {scope: 'row', class: classes}, content);
