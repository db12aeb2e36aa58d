// What the views of a job share: its name, the way between them, the query; and what stands there until it has finished.
import * as api from './api.js';
import {el, replace, heading, failure, action} from './dom.js';
import {aboutOf, address, compareOf, flowsOf, graphOf, hostsOf, overviewOf, sessionsOf} from './address.js';
import {queryBar} from './querybar.js';
import {watch} from './progress.js';
import {t} from './texts.js';

const SEARCHED = new Set(['overview', 'flows', 'sessions', 'hosts', 'graph', 'compare']);

/** `show` gets (body, signal, {job, file, query, parameters}, …names) once the job has finished. */
export function jobView(tab, show) {
  return async function view(place, signal, parameters, job, ...names) {
    const file = await api.details(job, signal);
    if (file.status.state !== 'finished') return unfinished(place, signal, file, () => view(place, signal, parameters, job, ...names));
    const query = parameters.query ?? '';
    const search = SEARCHED.has(tab) && names.length === 0 ? queryBar(query) : null;
    const body = el('div', {class: 'view'}, el('p', {class: 'muted', role: 'status'}, t.loading));
    replace(place, heading(file.name, [[t.captures.title, '#/']], tabs(job, tab, query)), search?.bar, body);
    try {
      await show(body, signal, {job, file, query, parameters}, ...names);
    } catch (error) {
      replace(body);
      if (signal.aborted || !search?.explain(error)) throw error;
    }
  };
}

function tabs(job, active, query) {
  const views = [['overview', overviewOf(job, query)], ['flows', flowsOf(job, query)], ['sessions', sessionsOf(job, query)], ['hosts', hostsOf(job, query)],
    ['graph', graphOf(job, query)], ['compare', compareOf(job, null, query)], ['about', aboutOf(job)]];
  return el('nav', {class: 'tabs', 'aria-label': t.job.views}, views.map(([tab, href]) => el('a', {href, 'data-key': `tab-${tab}`, 'aria-current': tab === active && 'page'}, t.job[tab])));
}

function unfinished(place, signal, file, whenFinished) {
  const {status, name} = file;
  const running = status.state === 'in_progress';
  const again = action(t.job.again, async () => { location.hash = address(`/job/${(await api.process(name)).job_id}`); }, {class: 'primary'});
  replace(place, heading(name, [[t.captures.title, '#/']], running ? action(t.job.cancel, () => api.cancel(status.job_id)) : again));
  if (!running) {
    const reason = status.message === 'cancelled' ? t.job.cancelled : status.message ?? t.job.noReason;
    place.append(el('p', {class: 'notice error'}, t.job.failed(reason)));
    return;
  }
  place.append(watch(status, signal, () => whenFinished().catch(error => signal.aborted || place.append(failure(error)))));
}
