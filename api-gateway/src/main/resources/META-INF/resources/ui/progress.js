// A running job: how far it is, and how long it still takes.
import * as api from './api.js';
import {el, replace, facts, announce} from './dom.js';
import * as format from './format.js';
import {t} from './texts.js';

/** Too little is read before to guess from it. */
const LEAST_SHARE = 0.02;

/** Seconds that the rest of the capture takes at the rate so far; undefined while that is a guess. */
export function secondsLeft(startedAt, read, total) {
  if (!startedAt || total === 0 || read / total < LEAST_SHARE || read >= total) return undefined;
  return Math.max(1, Math.round((Date.now() / 1000 - startedAt) * (total - read) / read));
}

export function watch(status, signal, whenEnded) {
  const bar = el('progress', {max: 100, value: 0, 'aria-label': t.job.progress});
  const numbers = el('div');
  api.follow(status.job_id, progress => {
    bar.value = progress.percent;
    const left = secondsLeft(status.started_at, progress.bytes_read, progress.bytes_total);
    replace(numbers, facts([[t.job.phase, format.phaseName(progress.phase)], [t.job.read, t.job.readOf(format.bytes(progress.bytes_read), format.bytes(progress.bytes_total))],
      [t.job.packets, format.count(progress.packets)], [t.job.found, format.count(progress.flows)], [t.job.stored, format.count(progress.flows_stored)], [t.job.left, left && format.duration(left)]]));
    if (progress.state === 'in_progress') return;
    announce(t.job.ended(format.stateName(progress.state)));
    whenEnded();
  }, signal);
  return el('section', {class: 'card', 'aria-label': t.job.progress}, bar, numbers);
}
