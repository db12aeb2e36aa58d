// What the views of a job share: its name, the way between them, the query; and what stands there until it has finished.
import * as api from './api.js';
import {el, replace, heading, failure, action, menu, nothing, skeleton} from './dom.js';
import {aboutOf, address, beaconsOf, compareOf, flowsOf, graphOf, hostsOf, indicatorsOf, overviewOf, sessionsOf} from './address.js';
import * as format from './format.js';
import {icon} from './icons.js';
import {queryBar} from './querybar.js';
import {reasonOf, watch} from './progress.js';
import {removeAfterAsking, start, startWithOptions} from './start.js';
import {t} from './texts.js';

const SEARCHED = new Set(['overview', 'flows', 'sessions', 'hosts', 'beacons', 'indicators', 'graph', 'compare']);
const BYTES_PER_KB = 1000;

/** `show` gets (body, signal, {job, file, query, parameters}, …names) once the job has finished. */
export function jobView(tab, show) {
  return async function view(place, signal, parameters, job, ...names) {
    const details = await api.details(job, signal).catch(error => { if (error.status !== 404) throw error; });
    if (!details) return replace(place, heading(t.job.title(job), [[t.captures.title, '#/']]), nothing(t.job.gone, el('p', {}, el('a', {href: address('/')}, t.noPage.way))));
    const file = await described(details, signal);
    if (file.status.state !== 'finished') return unfinished(place, signal, file, () => view(place, signal, parameters, job, ...names));
    format.countFrom(file.time_start ?? 0);
    const query = parameters.query ?? '';
    const search = SEARCHED.has(tab) && names.length === 0 ? queryBar(query) : null;
    const body = el('div', {class: 'view'}, skeleton());
    const ways = tabs(job, tab, query);
    replace(place, el('div', {class: 'job'}, heading(file.name, [[t.captures.title, '#/']], subtitle(job, file), actions(file)), ways), search?.bar, body);
    new ResizeObserver(() => bringIntoSight(ways)).observe(ways);
    try {
      await show(body, signal, {job, file, query, parameters}, ...names);
    } catch (error) {
      replace(body);
      if (signal.aborted || !search?.explain(error)) throw error;
    }
  };
}

/** With what only the description of its capture knows: fractions of its first and last second, its length in bytes, and what is wrong with it. */
async function described(file, signal) {
  const {time_start = file.time_start, time_end = file.time_end, size_bytes = file.size * BYTES_PER_KB, problem} = await api.capture(file.name, signal).catch(error => { if (signal.aborted) throw error; return {}; });
  return {...file, time_start, time_end, size_bytes, problem};
}

function subtitle(job, {time_start: first, time_end: last, size_bytes: bytes}) {
  return el('span', {class: 'muted'}, [t.job.title(job), first && format.iso(first, format.decimalsOf(last - first)), first && format.duration(last - first), format.bytes(bytes)].filter(Boolean).join(' · '));
}

/** What can be done with the capture of a job. */
function actions({name, ...span}) {
  const goTo = async started => { if (started) location.hash = overviewOf(started.job_id); };
  return menu(icon('more'), t.captures.more(name), [
    action(t.captures.again, async () => goTo(await start(name))), action(t.captures.withOptions, async () => goTo(await startWithOptions(name, span))),
    el('button', {type: 'button', onclick: () => print()}, t.job.print), action(t.captures.remove, async () => { if (await removeAfterAsking(name)) location.hash = address('/'); }, {class: 'bad'})]);
}

function tabs(job, active, query) {
  const views = [['overview', overviewOf(job, query)], ['flows', flowsOf(job, query)], ['sessions', sessionsOf(job, query)], ['hosts', hostsOf(job, query)], ['beacons', beaconsOf(job, query)], ['indicators', indicatorsOf(job, query)], ['graph', graphOf(job, query)],
    ['compare', compareOf(job, null, query)], ['about', aboutOf(job)]];
  return el('nav', {class: 'tabs', 'aria-label': t.job.views}, views.map(([tab, href]) => el('a', {href, 'data-key': `tab-${tab}`, 'aria-current': tab === active && 'page'}, t.job[tab])));
}

/** Where the tabs are wider than the window. */
function bringIntoSight(ways) {
  const {offsetLeft, offsetWidth} = ways.querySelector('[aria-current]');
  ways.scrollLeft = offsetLeft - ways.offsetLeft - (ways.clientWidth - offsetWidth) / 2;
}

function unfinished(place, signal, file, whenFinished) {
  const {status, name, problem} = file;
  const running = status.state === 'in_progress';
  const header = aside => heading(name, [[t.captures.title, '#/']], aside);
  if (running) {
    const followed = () => whenFinished().catch(error => signal.aborted || replace(place, header([]), failure(error, followed)));
    replace(place, header(action(t.job.cancel, () => api.cancel(status.job_id))), watch(status.job_id, signal, followed));
    return;
  }
  const again = action(t.job.again, async () => { location.hash = overviewOf((await start(name)).job_id); }, {class: problem ? null : 'primary'});
  const ways = problem ? [action(t.captures.remove, async () => { if (await removeAfterAsking(name)) location.hash = address('/'); }, {class: 'primary'}), again]
    : [again, action(t.captures.withOptions, async () => { const job = await startWithOptions(name, file); if (job) location.hash = overviewOf(job.job_id); })];
  replace(place, header([]), el('section', {class: 'card empty failed', role: 'alert'}, reasonOf(status.message, problem), el('div', {class: 'aside'}, ways)));
}
