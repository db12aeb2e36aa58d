// Keys that lead somewhere, and the list of them. They can be turned off for who speaks to the machine or types with one finger.
import {el} from './dom.js';
import {icon} from './icons.js';
import {t} from './texts.js';

const KEPT_AS = 'tractor.keys';
const SEQUENCE_MS = 1500;
/** What follows a g. */
const TABS = {o: 'overview', f: 'flows', s: 'sessions', h: 'hosts', b: 'beacons', i: 'indicators', g: 'graph', c: 'compare', a: 'about'};

let begun = 0;

const areOff = () => { try { return localStorage.getItem(KEPT_AS) === 'off'; } catch { return false; } };

export function installShortcuts() {
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.target.closest('input, select, textarea, dialog, [popover]') || areOff()) return;
    const act = actionOf(event);
    begun = event.key === 'g' && !act ? performance.now() : 0;
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** A busy page may hear of keys late, so it counts from when it heard of the g to when the next one was pressed. */
function actionOf({key, timeStamp}) {
  const press = selector => { const found = document.querySelector(selector); return found && (() => found.click()); };
  if (begun && timeStamp - begun < SEQUENCE_MS) return key === 'l' ? () => { location.hash = '/'; } : TABS[key] && press(`[data-key="tab-${TABS[key]}"]`);
  if (key === '?') return list;
  if (key === '[') return press('main a[rel=prev]');
  if (key === ']') return press('main a[rel=next]');
  const search = key === '/' && document.querySelector('main input[type=search]');
  return search && (() => search.select());
}

/** The button that shows the list. */
export const shortcutsButton = () => el('button', {type: 'button', class: 'icon', 'aria-label': t.keys.title, title: `${t.keys.title} (?)`, onclick: list}, icon('keys'));

function list() {
  if (document.querySelector('dialog[open]')) return;
  const key = keys => el('dt', {}, keys.map(one => [el('kbd', {}, one), ' ']));
  const off = el('input', {type: 'checkbox', checked: !areOff(), onchange: event => { try { localStorage.setItem(KEPT_AS, event.target.checked ? 'on' : 'off'); } catch { /* They stay on. */ } }});
  const dialog = el('dialog', {class: 'key-list', 'aria-labelledby': 'keys-title', onclose: () => dialog.remove()}, el('form', {method: 'dialog'}, el('h2', {id: 'keys-title'}, t.keys.title),
    t.keys.groups.map(({title, keys}) => [el('h3', {}, title), el('dl', {}, keys.map(([pressed, what]) => el('div', {}, key(pressed), el('dd', {}, what))))]),
    el('label', {}, off, ' ', t.keys.on), el('div', {class: 'bar end'}, el('button', {class: 'primary'}, t.close))));
  document.body.append(dialog);
  dialog.showModal();
}
