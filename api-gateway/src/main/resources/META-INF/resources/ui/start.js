// Asks what a job is to do and starts it.
import * as api from './api.js';
import {el, ask, field} from './dom.js';
import * as format from './format.js';
import {t} from './texts.js';

const DIGEST_SHOWN = 12;
const EPOCH = '1970-01-01T00:00';
/** Options of the metering as they are asked for, with what holds without them (docs/reference/cli.md): seconds, flows, and times in UTC. */
const SECONDS = [['idle_timeout_s', 60], ['tcp_idle_timeout_s', 600], ['active_timeout_s', 0], ['close_linger_s', 2]];
const FLOWS = 'max_flows';
const TIMES = ['time_start', 'time_end'];

export const modelName = ({name, digest, active}) => `${active ? t.start.activeModel(name) : name} · ${digest.slice(0, DIGEST_SHOWN)}`;

/** Gives the job that was started, or null when nothing was. @param span {time_start?, time_end?} of the capture */
export async function startWithOptions(name, span = {}) {
  const models = await api.models();
  const model = models.length > 0 && field(t.start.model, el('select', {name: 'model'}, el('option', {value: ''}, t.start.active), models.map(one => el('option', {value: one.digest}, modelName(one)))), t.start.modelHelp);
  const numbers = [...SECONDS, [FLOWS]].map(([option, usual]) => field(t.start.options[option],
    el('input', {type: 'number', name: option, min: option === FLOWS ? 1 : 0, step: option === FLOWS ? 1 : 'any', placeholder: usual === 0 ? t.start.never : usual ?? t.start.usual}), t.start.helps[option]));
  const times = TIMES.map(option => field(t.start.options[option], el('input', {type: 'datetime-local', name: option, step: .001, min: EPOCH}), t.start.helps[option](span[option] ? format.utc(span[option], 0) : null)));
  return ask(t.start.title(name), el('div', {class: 'fields-grid'}, model, numbers, times), t.start.go, async form => {
    const given = [...form].filter(([option, value]) => option !== 'model' && value !== '');
    const options = Object.fromEntries(given.map(([option, value]) => [option, TIMES.includes(option) ? Date.parse(`${value}Z`) / 1000 : Number(value)]));
    return api.startJob({file_name: name, model: form.get('model') || undefined, options: given.length > 0 ? options : undefined});
  });
}

/** Does it at once, as it is usually done. */
export const start = name => api.startJob({file_name: name});

/** Asks before a capture goes with everything that was found in it. Says whether it is gone. */
export async function removeAfterAsking(name) {
  return await ask(t.captures.removeTitle(name), el('p', {}, t.captures.removeHelp), t.captures.remove, async () => { await api.removeCapture(name); return true; }, 'danger') === true;
}
