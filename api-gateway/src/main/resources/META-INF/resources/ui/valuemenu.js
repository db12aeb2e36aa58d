// What can be done with a value wherever it stands: only it, without it, its flows, its host, a copy. Opened by the right button, a long touch, or the menu key.
import {copied} from './clipboard.js';
import {el} from './dom.js';
import {flowsOf, here, hostOf, jobHere, overviewOf} from './address.js';
import {and, negated} from './query.js';
import {asking} from './querybar.js';
import {t} from './texts.js';

/** Views whose query narrows what they show. */
const SEARCHED = /^\/job\/\d+(\/(flows|sessions|hosts|beacons|indicators|graph|compare))?$/;
const GAP = 4;

let open;

/** @param event that asked for it */
export function showValueMenu(holder, {clientX, clientY, target}) {
  const job = jobHere();
  if (!job || !holder.isConnected) return;
  open?.remove();
  const {term, value, ip} = holder.dataset;
  const menu = open = el('div', {class: 'pop value', popover: 'auto', role: 'menu', 'aria-label': t.value.of(term), onclick: () => menu.hidePopover(), onkeydown: event => step(event, menu),
    ontoggle: event => { if (event.newState === 'closed') menu.remove(); }}, el('strong', {class: 'mono', role: 'presentation'}, term), items(term, value, ip, job, target.closest('a[href]')));
  document.body.append(menu);
  menu.showPopover();
  const at = clientX || clientY ? {x: clientX, y: clientY} : {x: holder.getBoundingClientRect().left, y: holder.getBoundingClientRect().bottom};
  menu.style.left = `${Math.max(GAP, Math.min(at.x, innerWidth - menu.offsetWidth - GAP))}px`;
  menu.style.top = `${Math.max(GAP, Math.min(at.y, innerHeight - menu.offsetHeight - GAP))}px`;
  menu.querySelector('[role=menuitem]').focus();
}

function items(term, value, ip, job, link) {
  const {path, parameters: {query = ''}} = here();
  const searched = SEARCHED.test(path);
  const to = (text, href, attributes) => el('a', {role: 'menuitem', href, ...attributes}, text);
  const copy = (text, content) => el('button', {type: 'button', role: 'menuitem', onclick: () => copied(content)}, text);
  return [searched && to(t.value.only, asking(and(query, term))), searched && to(t.value.without, asking(and(query, negated(term, term)))), to(t.value.flows, flowsOf(job, term)), to(t.value.overview, overviewOf(job, term)),
    ip && to(t.value.host, hostOf(job, ip)), value !== undefined && copy(t.value.copy, value), copy(t.value.copyTerm, term), link && to(t.value.newTab, link.href, {target: '_blank', rel: 'noopener'})].filter(Boolean);
}

function step(event, menu) {
  const all = [...menu.querySelectorAll('[role=menuitem]')];
  const at = all.indexOf(document.activeElement);
  const to = {ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1}[event.key];
  event.stopPropagation();
  if (event.key === 'Tab') menu.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  all[to % all.length].focus();
}
