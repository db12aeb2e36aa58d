// Chooses the view by the address and leaves the old one until the new one has something to show.
import {el, replace, failure, heading, nothing, skeleton} from './dom.js';
import {here} from './address.js';
import {t} from './texts.js';
import {jobView} from './job.js';
import {themeSwitch} from './appearance.js';
import {takeDrops} from './upload.js';

const LOADING_AFTER_MS = 250;
const job = (tab, load) => async (...given) => jobView(tab, await load())(...given);
/** A view gets (view, signal, parameters, …what the path names) and is only loaded when it is asked for. */
const ROUTES = [
  [/^\/$/, async (...given) => (await import('./captures.js')).showCaptures(...given)],
  [/^\/models$/, async (...given) => (await import('./models.js')).showModels(...given)],
  [/^\/job\/(\d+)$/, job('overview', async () => (await import('./overview.js')).showOverview)],
  [/^\/job\/(\d+)\/flows$/, job('flows', async () => (await import('./flows.js')).showFlows)],
  [/^\/job\/(\d+)\/flow\/(\d+)$/, job('flows', async () => (await import('./flowpage.js')).showFlow)],
  [/^\/job\/(\d+)\/sessions$/, job('sessions', async () => (await import('./sessions.js')).showSessions)],
  [/^\/job\/(\d+)\/session\/(\d+)$/, job('sessions', async () => (await import('./session.js')).showSession)],
  [/^\/job\/(\d+)\/hosts$/, job('hosts', async () => (await import('./hosts.js')).showHosts)],
  [/^\/job\/(\d+)\/host\/([^/]+)$/, job('hosts', async () => (await import('./host.js')).showHost)],
  [/^\/job\/(\d+)\/graph$/, job('graph', async () => (await import('./graph.js')).showGraph)],
  [/^\/job\/(\d+)\/compare$/, job('compare', async () => (await import('./compare.js')).showCompare)],
  [/^\/job\/(\d+)\/about$/, job('about', async () => (await import('./about.js')).showAbout)],
];
const main = document.getElementById('main');
let current = new AbortController();
let path;

/** A view fills what it is given and stops whatever it started when `signal` aborts. */
async function route() {
  if (location.hash === '#main') return;
  current.abort();
  current = new AbortController();
  const {signal} = current;
  const {path: next, parameters} = here();
  const view = el('div', {class: 'contents'});
  const [show, names] = found(next);
  mark(next);
  try {
    const shown = show(view, signal, parameters, ...names);
    await Promise.race([shown, new Promise(resolve => setTimeout(resolve, LOADING_AFTER_MS))]);
    if (signal.aborted) return;
    if (!view.hasChildNodes()) replace(view, skeleton());
    const key = turnTo(view, next);
    await shown;
    if (key && !signal.aborted && (document.activeElement === document.body || document.activeElement === main)) focusOn(view, key);
  } catch (error) {
    if (signal.aborted) return;
    if (!view.isConnected) turnTo(view, next);
    if (view.querySelector(':scope > [role=status]')) replace(view);
    view.append(failure(error, route));
  }
}

function found(next) {
  for (const [pattern, show] of ROUTES) {
    const match = pattern.exec(next);
    if (match) return [show, match.slice(1).map(decodeURIComponent)];
  }
  return [async view => replace(view, heading(t.noPage.title, []), nothing({}, el('p', {}, el('a', {href: '#/'}, t.noPage.way)))), []];
}

/** The focus stays on what has the same key in the new view; a new page begins at its top. Gives the key of what is not there yet. */
function turnTo(view, next) {
  const key = main.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  replace(main, view);
  const found = key && focusOn(view, key);
  if (!found && path !== undefined && path !== next) {
    main.focus({preventScroll: true});
    scrollTo(0, 0);
  }
  path = next;
  return found ? null : key;
}

function focusOn(view, key) {
  const again = view.querySelector(`[data-key="${CSS.escape(key)}"]`);
  again?.focus({preventScroll: true});
  return again !== null;
}

function mark(next) {
  for (const link of document.querySelectorAll('.top nav a')) {
    const of = link.getAttribute('href').replace(/^#/, '');
    if (of === next || (of === '/' && next.startsWith('/job/'))) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

addEventListener('hashchange', route);
addEventListener('keydown', event => {
  const search = event.key === '/' && !event.target.closest('input, select, textarea') && main.querySelector('input[type=search]');
  if (!search) return;
  event.preventDefault();
  search.select();
});
document.getElementById('tools').append(themeSwitch());
takeDrops();
route();
