// How a job's answer came about, and how to get another one.
import * as api from './api.js';
import {el, replace, facts, card, action, failure, skeleton, table, ask} from './dom.js';
import {compareOf, overviewOf} from './address.js';
import * as format from './format.js';
import {healthCard} from './health.js';
import {modelName, start, startWithOptions} from './start.js';
import {t} from './texts.js';

const DIGEST_SHOWN = 12;
const JOBS_SHOWN = 50;
const PRECISE = 3;

export async function showAbout(body, signal, {job: id, file}) {
  const job = await api.job(id, signal);
  const models = el('div', {}, skeleton(2));
  const others = el('div', {}, skeleton(3));
  replace(body, el('div', {class: 'halves'}, el('div', {class: 'view'}, theJob(job, file), thePins(job.pins), card(t.about.relabel, el('p', {class: 'muted'}, t.about.relabelHelp), models)),
    el('div', {class: 'view'}, healthCard(id, signal, true))), card(t.about.jobs, others));
  otherJobs(others, id, file.name, signal);
  try {
    replace(models, relabelForm(id, await api.models(signal), job.pins.model));
  } catch (error) {
    if (!signal.aborted) replace(models, failure(error));
  }
}

function theJob(job, file) {
  const go = started => { if (started) location.hash = overviewOf(started.job_id); };
  const again = el('div', {class: 'inline'}, action(t.about.again, async () => go(await start(file.name))), action(t.captures.withOptions, async () => go(await startWithOptions(file.name, file))));
  return card(t.about.job, facts([
    [t.about.state, el('span', {class: `state ${job.state}`}, format.stateName(job.state))], [t.job.title(job.job_id), t.about.attemptOf(job.attempt)], [t.about.started, format.time(job.started_at)],
    [t.about.took, job.finished_at && format.duration(job.finished_at - job.started_at)], [t.about.packets, format.count(job.progress.packets)], [t.about.flows, job.flows_count !== undefined && format.count(job.flows_count)],
    [t.about.first, format.iso(file.time_start, PRECISE)], [t.about.last, format.iso(file.time_end, PRECISE)], [t.about.length, format.bytes(file.size_bytes)],
    [t.about.relabelOf, job.relabel_of && el('a', {href: overviewOf(job.relabel_of)}, t.job.title(job.relabel_of))],
  ]), again);
}

function thePins({capture, options, model, engine_version: engine, catalogue_digest: catalogue, geoip}) {
  const digest = text => el('span', {class: 'mono', title: text}, text.slice(0, DIGEST_SHOWN));
  const asked = Object.entries(options ?? {}).map(([name, value]) => `${t.start.options[name] ?? name}: ${/^time_/.test(name) ? format.utc(value, 3) : format.count(value)}`).join(' · ');
  return card(t.about.pins, el('p', {class: 'muted'}, t.about.pinsHelp), facts([
    [t.about.capture, capture.name], [t.about.etag, digest(capture.etag)], [t.about.model, model ? [`${model.name} `, digest(model.digest)] : t.about.noModel], [t.about.profile, model?.profile],
    [t.about.engine, engine], [t.about.catalogue, catalogue && digest(catalogue)], [t.about.geoip, geoip?.edition], [t.about.options, asked]]));
}

function relabelForm(id, models, used) {
  if (models.length === 0) return el('p', {}, t.models.empty.help, ' ', el('a', {href: '#/models'}, t.models.title));
  const choice = el('select', {'aria-label': t.about.choose}, models.map(model => el('option', {value: model.digest, selected: model.active && model.digest !== used?.digest}, modelName(model))));
  return el('div', {class: 'inline'}, choice, action(t.about.start, async () => { location.hash = overviewOf((await api.startJob({relabel: Number(id), model: choice.value})).job_id); }, {class: 'primary'}));
}

/** The other jobs of the same capture. */
async function otherJobs(place, id, capture, signal) {
  try {
    const {body: {jobs}} = await api.jobs({capture, limit: JOBS_SHOWN}, signal);
    const row = job => el('tr', {}, el('td', {class: 'tight'}, String(job.job_id) === id ? t.about.thisJob(job.job_id) : el('a', {href: overviewOf(job.job_id)}, t.job.title(job.job_id)), job.relabel_of && el('small', {}, t.about.relabelled(job.relabel_of))),
      el('td', {}, el('span', {class: `state ${job.state}`}, format.stateName(job.state)), job.message && el('small', {class: 'bad'}, job.message)), el('td', {class: 'tight'}, format.time(job.started_at)), el('td', {class: 'tight'}, job.model ?? t.about.noModel),
      el('td', {class: 'num'}, job.flows === undefined ? '–' : format.count(job.flows)),
      el('td', {class: 'actions'}, String(job.job_id) !== id && [job.state === 'finished' && el('a', {class: 'button', href: compareOf(id, job.job_id)}, t.job.compare),
        job.state !== 'in_progress' && action(t.about.removeJob, () => ask(t.about.removeTitle(job.job_id), el('p', {}, t.about.removeHelp), t.about.removeJob, async () => { await api.removeJob(job.job_id); await otherJobs(place, id, capture, signal); }, 'danger'), {'aria-label': t.about.removeTitle(job.job_id)})]));
    replace(place, table(t.about.jobs, [{title: t.compare.job}, {title: t.about.state}, {title: t.about.started}, {title: t.about.model}, {title: t.about.flows, num: true}, {title: t.captures.actions, num: true}], jobs.map(row)));
  } catch (error) {
    if (!signal.aborted) replace(place, failure(error, () => otherJobs(place, id, capture, signal)));
  }
}
