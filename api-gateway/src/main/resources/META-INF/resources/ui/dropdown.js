// Something to choose from that opens below its button; Escape, a click elsewhere or another one shuts it.
import {el} from './dom.js';

/** {left?: whether it opens to the right, key?: what the focus finds it by, onopen?} */
export function dropdown(title, body, {left = false, key, onopen = () => {}} = {}) {
  const outside = event => { if (!menu.contains(event.target)) menu.open = false; };
  const escape = event => {
    if (event.key !== 'Escape' || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector('summary').focus();
  };
  const toggled = () => {
    if (menu.open) {
      document.addEventListener('pointerdown', outside);
      onopen();
    } else document.removeEventListener('pointerdown', outside);
  };
  const menu = el('details', {class: left ? 'menu left' : 'menu', name: 'dropdown', ontoggle: toggled, onkeydown: escape}, el('summary', {class: 'button', 'data-key': key}, title), body);
  return menu;
}
