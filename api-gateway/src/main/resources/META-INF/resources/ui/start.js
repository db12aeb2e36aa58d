// Asks what a job is to do and starts it.
import * as api from './api.js';
import {el, ask, field} from './dom.js';
import {t} from './texts.js';

const DIGEST_SHOWN = 12;
/** Options of the metering in seconds, with what holds without them (docs/reference/configuration.md). */
const TIMEOUTS = [['idle_timeout_s', 60], ['tcp_idle_timeout_s', 600], ['active_timeout_s', 0]];

export const modelName = ({name, digest, active}) => `${active ? t.start.activeModel(name) : name} · ${digest.slice(0, DIGEST_SHOWN)}`;

/** Gives the job that was started, or null when nothing was. */
export async function startWithOptions(name) {
  const models = await api.models();
  const model = models.length > 0 && field(t.start.model, el('select', {name: 'model'}, el('option', {value: ''}, t.start.active), models.map(one => el('option', {value: one.digest}, modelName(one)))), t.start.modelHelp);
  const timeouts = TIMEOUTS.map(([option, usual]) => field(t.start.options[option], el('input', {type: 'number', name: option, min: 0, step: 'any', placeholder: usual || t.start.never}), t.start.helps[option]));
  const form = await ask(t.start.title(name), el('div', {class: 'fields-grid'}, model, timeouts), t.start.go);
  if (!form) return null;
  const options = Object.fromEntries(TIMEOUTS.map(([option]) => [option, form.get(option)]).filter(([, value]) => value !== '').map(([option, value]) => [option, Number(value)]));
  return api.startJob({file_name: name, model: form.get('model') || undefined, options: Object.keys(options).length > 0 ? options : undefined});
}

/** Does it at once, as it is usually done. */
export const start = name => api.startJob({file_name: name});

/** Asks before a capture goes with everything that was found in it. Says whether it is gone. */
export async function removeAfterAsking(name) {
  if (!await ask(t.captures.removeTitle(name), el('p', {}, t.captures.removeHelp), t.captures.remove, 'danger')) return false;
  await api.removeCapture(name);
  return true;
}
