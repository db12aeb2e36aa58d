// A running job: what it does, how far it is, and how long it still takes.
import * as api from './api.js';
import {el, replace, facts, announce} from './dom.js';
import * as format from './format.js';
import {t} from './texts.js';

/** The services' reasons begin small. */
export const sentence = text => text.charAt(0).toUpperCase() + text.slice(1);

const PHASES = ['waiting', 'extracting', 'storing', 'done'];

/** One line on the state of a running job. */
export function progressLine({phase, packets, flows, seconds_left: left}) {
  const counts = packets > 0 ? t.captures.progress(packets, flows) : null;
  return [format.phaseName(phase), counts, left !== undefined && t.captures.left(format.duration(left))].filter(Boolean).join(' · ');
}

/** Follows the job and calls `whenEnded` with its last event. */
export function watch(job, signal, whenEnded) {
  const bar = el('progress', {max: 100, 'aria-label': t.job.progress});
  const steps = el('ol', {class: 'steps'});
  const numbers = el('div', {class: 'trouble'});
  const trouble = el('div', {class: 'trouble'});
  api.follow(job, progress => {
    const {phase, percent, bytes_read: read, bytes_total: total, packets, flows, flows_stored: stored, seconds_left: left} = progress;
    if (phase === 'waiting') bar.removeAttribute('value');
    else bar.value = percent;
    const at = PHASES.indexOf(phase);
    replace(trouble);
    replace(steps, PHASES.map((name, i) => el('li', {class: i < at && 'done', 'aria-current': i === at && 'step'}, format.phaseName(name))));
    replace(numbers, facts([[t.job.read, t.job.readOf(format.bytes(read), format.bytes(total))], [t.job.packets, format.count(packets)], [t.job.found, format.count(flows)], [t.job.stored, format.count(stored)],
      [t.job.left, left !== undefined && phase !== 'waiting' ? format.duration(left) : t.job.unknown]]), phase === 'waiting' && el('p', {class: 'muted'}, t.job.waitingHelp));
    if (progress.state === 'in_progress') return;
    announce(t.job.ended(format.stateName(progress.state)));
    whenEnded(progress);
  }, signal, () => replace(trouble, el('p', {class: 'notice', role: 'status'}, t.errors.reconnecting)));
  return el('section', {class: 'card', 'aria-label': t.job.progress}, el('h2', {}, t.job.progress), steps, bar, numbers, trouble);
}

/** Why a job has no result, and what to do about it. @param problem what is wrong with the capture itself, with what to do */
export function reasonOf(message, problem) {
  const cancelled = message === 'cancelled';
  return [el('strong', {}, cancelled ? t.job.wasCancelled : t.job.failed), !cancelled && el('p', {}, sentence(problem ?? message ?? t.job.noReason)), !problem && el('p', {class: 'muted'}, cancelled ? t.job.cancelledHelp : t.job.failedHelp)];
}
