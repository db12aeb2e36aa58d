// A map of where flows come from and go to: the greater the share, the deeper the colour. The list beside it says the same in words.
import {el, svg, replace} from './dom.js';
import {overviewOf} from './address.js';
import * as format from './format.js';
import {and, test} from './query.js';
import {t} from './texts.js';
import {HEIGHT, POINTS, SHAPES, WIDTH} from './world.js';

const RADIUS = 7;
/** Shares are told apart over so many powers of ten. */
const DECADES = 4;

/** Whether any country of them is known. */
export const isAnywhere = groups => groups.some(({value}) => SHAPES[value] || POINTS[value]);

export function worldMap(groups, {job, query, measure}) {
  const amounts = new Map(groups.map(group => [group.value, group]));
  const greatest = Math.max(1, ...groups.filter(({value}) => SHAPES[value] || POINTS[value]).map(group => group[measure]));
  const amount = value => measure === 'bytes' ? format.bytes(value) : format.count(Math.ceil(value));
  const tip = el('div', {class: 'tip', hidden: true});
  const mark = (element, code) => {
    const group = amounts.get(code);
    if (!group || !(group[measure] > 0)) return element;
    const depth = Math.max(0, 1 + Math.log10(group[measure] / greatest) / DECADES);
    element.classList.add('has');
    element.style.setProperty('--depth', `${Math.round(15 + 85 * depth)}%`);
    element.addEventListener('click', () => { location.hash = overviewOf(job, and(query, test('country', code)), measure); });
    element.addEventListener('pointermove', event => point(event, code, group));
    element.addEventListener('pointerleave', () => { tip.hidden = true; });
    return element;
  };
  const point = (event, code, group) => {
    const stage = drawing.getBoundingClientRect();
    replace(tip, el('strong', {}, format.country(code)), el('div', {}, t.overview.amounts(group.flows, format.bytes(group.bytes))));
    tip.hidden = false;
    tip.style.left = `${Math.min(event.clientX - stage.left + 12, stage.width - tip.offsetWidth)}px`;
    tip.style.top = `${event.clientY - stage.top + 16}px`;
  };
  const drawing = svg('svg', {class: 'world', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true'},
    Object.entries(SHAPES).map(([code, d]) => mark(svg('path', {d}), code)),
    Object.entries(POINTS).filter(([code]) => amounts.has(code)).map(([code, [cx, cy]]) => mark(svg('circle', {cx, cy, r: RADIUS}), code)));
  return el('div', {class: 'stage-holder'}, drawing, tip, isAnywhere(groups) && el('div', {class: 'scale', 'aria-hidden': 'true'}, el('span', {}, `≤ ${amount(greatest / 10 ** DECADES)}`), el('i'), el('span', {}, amount(greatest))));
}
