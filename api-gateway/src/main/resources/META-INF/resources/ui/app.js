// Chooses the view by the address and leaves the old one until the new one has something to show.
import {append, el, replace, failure, heading, nothing, skeleton} from './dom.js';
import {here} from './address.js';
import {LANGUAGE, t} from './texts.js';
import {themeSwitch, zoneSwitch} from './appearance.js';
import {installShortcuts, shortcutsButton} from './shortcuts.js';
import {takeDrops} from './upload.js';

const LOADING_AFTER_MS = 250;
const AWAY_AGAIN_MS = 5000;

/** A part of the page itself did not come: it was replaced by a newer one, or nobody answers. */
class NotLoaded extends Error {}

/** What no first view needs. */
const LATER = [() => import('./valuemenu.js')];

/** Where the views are. Each is loaded when it is asked for, and all of them once the first one is shown. */
const VIEWS = {
  captures: async () => (await import('./captures.js')).showCaptures,
  models: async () => (await import('./models.js')).showModels,
  job: async () => (await import('./job.js')).jobView,
  overview: async () => (await import('./overview.js')).showOverview,
  flows: async () => (await import('./flows.js')).showFlows,
  flow: async () => (await import('./flowpage.js')).showFlow,
  sessions: async () => (await import('./sessions.js')).showSessions,
  session: async () => (await import('./session.js')).showSession,
  hosts: async () => (await import('./hosts.js')).showHosts,
  host: async () => (await import('./host.js')).showHost,
  beacons: async () => (await import('./beacons.js')).showBeacons,
  indicators: async () => (await import('./indicators.js')).showIndicators,
  graph: async () => (await import('./graph.js')).showGraph,
  compare: async () => (await import('./compare.js')).showCompare,
  about: async () => (await import('./about.js')).showAbout,
};
const loaded = name => VIEWS[name]().catch(() => { throw new NotLoaded(t.errors.notLoaded); });
const view = name => async (...given) => (await loaded(name))(...given);
const job = (tab, name = tab) => async (...given) => {
  const [jobView, show] = await Promise.all([loaded('job'), loaded(name)]);
  return jobView(tab, show)(...given);
};
/** A view gets (view, signal, parameters, …what the path names). */
const ROUTES = [
  [/^\/$/, view('captures')],
  [/^\/models$/, view('models')],
  [/^\/job\/(\d+)$/, job('overview')],
  [/^\/job\/(\d+)\/flows$/, job('flows')],
  [/^\/job\/(\d+)\/flow\/(\d+)$/, job('flows', 'flow')],
  [/^\/job\/(\d+)\/sessions$/, job('sessions')],
  [/^\/job\/(\d+)\/session\/(\d+)$/, job('sessions', 'session')],
  [/^\/job\/(\d+)\/hosts$/, job('hosts')],
  [/^\/job\/(\d+)\/host\/([^/]+)$/, job('hosts', 'host')],
  [/^\/job\/(\d+)\/beacons$/, job('beacons')],
  [/^\/job\/(\d+)\/indicators$/, job('indicators')],
  [/^\/job\/(\d+)\/graph$/, job('graph')],
  [/^\/job\/(\d+)\/compare$/, job('compare')],
  [/^\/job\/(\d+)\/about$/, job('about')],
];
const main = document.getElementById('main');
let current = new AbortController();
let path;

/** A view fills what it is given and stops whatever it started when `signal` aborts. @param again what is shown already says why there is nothing else */
async function route(again = false) {
  current.abort();
  current = new AbortController();
  const {signal} = current;
  const {path: next, parameters} = here();
  const view = el('div', {class: 'contents'});
  const [show, names] = found(next);
  mark(next);
  try {
    const shown = show(view, signal, parameters, ...names);
    if (!again) {
      await Promise.race([shown, new Promise(resolve => setTimeout(resolve, LOADING_AFTER_MS))]);
      if (signal.aborted) return;
      if (!view.hasChildNodes()) replace(view, skeleton());
      const left = turnTo(view, next);
      await shown;
      if (left && !signal.aborted && (document.activeElement === document.body || document.activeElement === main)) goOn(view, left);
    } else {
      await shown;
      if (!signal.aborted) turnTo(view, next);
    }
  } catch (error) {
    if (signal.aborted) return;
    if (error.away) askAgain(signal);
    if (again && error.away) return;
    if (!view.isConnected) turnTo(view, next);
    if (view.querySelector(':scope > [role=status]')) replace(view);
    if (!view.querySelector('h1')) view.prepend(heading(t.errors.title, [[t.captures.title, '#/']]));
    view.append(failure(error, error instanceof NotLoaded ? () => location.reload() : () => route()), error.away ? el('p', {class: 'muted'}, t.errors.itself) : '');
  }
}

/** Until somebody answers, or the view is left. */
function askAgain(signal) {
  const timer = setTimeout(() => document.hidden ? askAgain(signal) : route(true), AWAY_AGAIN_MS);
  signal.addEventListener('abort', () => clearTimeout(timer));
}

function found(next) {
  for (const [pattern, show] of ROUTES) {
    const match = pattern.exec(next);
    if (match) return [show, match.slice(1).map(decoded)];
  }
  return [async view => replace(view, heading(t.noPage.title, []), nothing({}, el('p', {}, el('a', {href: '#/'}, t.noPage.way)))), []];
}

/** What is no encoding stands for itself. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The focus stays on what has the same key in the new view; a new page begins at its top. Gives what had the focus when its like is not there yet. */
function turnTo(view, next) {
  const left = main.contains(document.activeElement) && document.activeElement.dataset.key ? document.activeElement : null;
  replace(main, view);
  const found = left && goOn(view, left);
  if (!found && path !== undefined && path !== next) {
    main.focus({preventScroll: true});
    scrollTo(0, 0);
  }
  path = next;
  return found ? null : left;
}

/** Focuses what has the key of what was left, and keeps what was typed there since it was sent. */
function goOn(view, left) {
  const {key, sent} = left.dataset;
  const again = view.querySelector(`[data-key="${CSS.escape(key)}"]`);
  again?.focus({preventScroll: true});
  if (again && sent !== undefined && left.value !== sent) {
    again.value = left.value;
    again.setSelectionRange(left.selectionStart, left.selectionEnd);
    again.dispatchEvent(new Event('input'));
  }
  return again !== null;
}

function mark(next) {
  for (const link of document.querySelectorAll('.top nav a')) {
    const of = link.getAttribute('href').replace(/^#/, '');
    if (of === next || (of === '/' && next.startsWith('/job/'))) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

addEventListener('hashchange', () => route());
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault(); // The fragment is the address of the view.
  main.focus();
});
for (const said of document.querySelectorAll('[data-text]')) said.textContent = t.shell[said.dataset.text];
for (const named of document.querySelectorAll('[data-name-of]')) named.setAttribute('aria-label', t.shell[named.dataset.nameOf]);
document.documentElement.lang = LANGUAGE;
append(document.getElementById('tools'), [zoneSwitch(), shortcutsButton(), themeSwitch()]);
installShortcuts();
takeDrops();
addEventListener('contextmenu', event => {
  const holder = event.target.closest?.('[data-term]');
  if (!holder || event.shiftKey || String(getSelection())) return;
  event.preventDefault();
  import('./valuemenu.js').then(({showValueMenu}) => showValueMenu(holder, event)).catch(() => {});
});
route().then(() => requestIdleCallback(() => [...LATER, ...Object.values(VIEWS)].forEach(load => load().catch(() => {}))));
