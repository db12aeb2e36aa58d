// The choice of colours: those of the system, light, dark.
import {el, replace, announce} from './dom.js';
import {icon} from './icons.js';
import {t} from './texts.js';

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

function choose(theme) {
  const root = document.documentElement;
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    if (theme === 'auto') localStorage.removeItem('theme');
    else localStorage.setItem('theme', theme);
  } catch { /* Without storage it lasts as long as the page. */ }
}
