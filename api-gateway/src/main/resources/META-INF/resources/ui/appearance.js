// The choice of colours: those of the system, light, dark; and of how times are told.
import {el, replace, announce, menu} from './dom.js';
import {icon} from './icons.js';
import {t} from './texts.js';
import {choose as chooseZone, zone, ZONES} from './zone.js';

const THEMES = ['auto', 'light', 'dark'];

export function themeSwitch() {
  const root = document.documentElement;
  const button = el('button', {type: 'button', class: 'icon', onclick: () => {
    const next = THEMES[(THEMES.indexOf(now()) + 1) % THEMES.length];
    choose(next);
    draw();
    announce(t.theme[next]);
  }});
  const now = () => root.dataset.theme ?? 'auto';
  const draw = () => {
    replace(button, icon(now()));
    button.setAttribute('aria-label', t.theme.label(t.theme[now()]));
    button.title = t.theme.label(t.theme[now()]);
  };
  draw();
  return button;
}

/** A button with its list. */
export const zoneSwitch = () => menu(t.zone[zone], t.zone.label(t.zone.long[zone]), ZONES.map(one => el('button', {type: 'button', 'aria-pressed': String(one === zone), onclick: () => one === zone || chooseZone(one)}, t.zone.long[one])));

function choose(theme) {
  const root = document.documentElement;
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    if (theme === 'auto') localStorage.removeItem('theme');
    else localStorage.setItem('theme', theme);
  } catch { /* Without storage it lasts as long as the page. */ }
}
