// How a job's answer came about, and how to get another one.
import * as api from './api.js';
import {el, replace, facts, card, action, failure} from './dom.js';
import {address, overviewOf} from './address.js';
import * as format from './format.js';
import {t} from './texts.js';

const DIGEST_SHOWN = 12;

export async function showAbout(body, signal, {job: id, file}) {
  const job = await api.job(id, signal);
  const models = el('div', {}, el('p', {class: 'muted'}, t.loading));
  replace(body, theJob(job, file), thePins(job.pins), card(t.about.relabel, el('p', {class: 'muted'}, t.about.relabelHelp), models));
  try {
    replace(models, relabelForm(id, await api.models(signal), job.pins.model));
  } catch (error) {
    if (!signal.aborted) replace(models, failure(error));
  }
}

function theJob(job, file) {
  const again = action(t.about.again, async () => { location.hash = address(`/job/${(await api.process(file.name)).job_id}`); });
  return card(t.about.job, facts([
    [t.about.state, el('span', {class: `state ${job.state}`}, format.stateName(job.state))], [t.job.title(job.job_id), t.about.attemptOf(job.attempt)], [t.about.started, format.time(job.started_at)],
    [t.about.took, job.finished_at && format.duration(job.finished_at - job.started_at)], [t.about.packets, format.count(job.progress.packets)], [t.about.flows, job.flows_count !== undefined && format.count(job.flows_count)],
    [t.about.first, format.time(file.time_start)], [t.about.last, format.time(file.time_end)], [t.about.length, format.bytes(file.size * 1000)],
    [t.about.relabelOf, job.relabel_of && el('a', {href: overviewOf(job.relabel_of)}, t.job.title(job.relabel_of))],
  ].filter(([, value]) => value !== false)), job.warnings?.length > 0 && [el('h3', {}, t.about.warnings), job.warnings.map(warning => el('p', {class: 'notice'}, warning))], el('div', {}, again));
}

function thePins({capture, options, model, engine_version: engine, catalogue_digest: catalogue, geoip}) {
  const digest = text => el('span', {class: 'mono', title: text}, text.slice(0, DIGEST_SHOWN));
  const asked = Object.entries(options ?? {}).map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(', ');
  return card(t.about.pins, el('p', {class: 'muted'}, t.about.pinsHelp), facts([
    [t.about.capture, capture.name], [t.about.etag, digest(capture.etag)], [t.about.model, model ? [`${model.name} `, digest(model.digest)] : t.about.noModel], [t.about.profile, model?.profile],
    [t.about.engine, engine], [t.about.catalogue, catalogue && digest(catalogue)], [t.about.geoip, geoip?.edition], [t.about.options, asked]]));
}

function relabelForm(id, models, used) {
  if (models.length === 0) return el('p', {}, t.models.empty.help, ' ', el('a', {href: '#/models'}, t.models.title));
  const choice = el('select', {'aria-label': t.about.choose}, models.map(model =>
    el('option', {value: model.digest, selected: model.active && model.digest !== used?.digest}, `${model.active ? t.about.activeModel(model.name) : model.name} · ${model.digest.slice(0, DIGEST_SHOWN)}`)));
  return el('div', {class: 'inline'}, choice, action(t.about.start, async () => { location.hash = address(`/job/${(await api.relabel(id, choice.value)).job_id}`); }, {class: 'primary'}));
}
