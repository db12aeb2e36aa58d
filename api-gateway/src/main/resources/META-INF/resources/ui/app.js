// Chooses the view by the address, which can be shared: #/ · #/job/7 · #/job/7/label/telegram · #/job/7/host/192.0.2.1
import {el, replace, failure} from './dom.js';
import {showCaptures} from './captures.js';
import {showJob} from './job.js';
import {showLabel} from './label.js';
import {showHost} from './host.js';

const ROUTES = [
  [/^#?\/?$/, showCaptures],
  [/^#\/job\/(\d+)$/, showJob],
  [/^#\/job\/(\d+)\/label\/([^/]+)$/, showLabel],
  [/^#\/job\/(\d+)\/host\/([^/]+)$/, showHost],
];
const main = document.getElementById('main');
let current = new AbortController();

/** A view fills `main` and stops whatever it started when `signal` aborts. */
async function route() {
  if (location.hash === '#main') return;
  current.abort();
  current = new AbortController();
  const {signal} = current;
  const view = el('div', {class: 'view'});
  view.style.display = 'contents';
  replace(main, view);
  for (const [pattern, show] of ROUTES) {
    const match = pattern.exec(location.hash);
    if (!match) continue;
    try {
      await show(view, signal, ...match.slice(1).map(decodeURIComponent));
    } catch (error) {
      if (!signal.aborted) view.append(failure(error));
    }
    return;
  }
  view.append(el('div', {class: 'card empty'}, el('strong', {}, 'There is no such page'), el('p', {}, el('a', {href: '#/'}, 'To the captures'))));
}

window.addEventListener('hashchange', () => {
  route();
  main.focus();
});
route();
