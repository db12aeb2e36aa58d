// Labels keep their colours in all views of a job: those with the most bytes in the whole capture have one of their own.
import * as api from './api.js';

const COLOURS = 8;

/** The class of each label that has a colour of its own; none while the overview cannot be had. */
export async function coloursOf(job, signal) {
  const {timeline} = await api.overview(job, signal).catch(() => ({timeline: {series: []}}));
  return new Map(timeline.series.filter(one => !one.others).slice(0, COLOURS).map(({value}, rank) => [value, `s${rank}`]));
}

/** Those of a timeline under a query: a label without a colour of its own takes one that nobody else there needs. */
export function coloursIn(series, own) {
  const shown = series.filter(one => !one.others).map(one => one.value);
  const taken = new Set(shown.map(value => own.get(value)));
  const free = Array.from({length: COLOURS}, (_, rank) => `s${rank}`).filter(colour => !taken.has(colour));
  return new Map(shown.map(value => [value, own.get(value) ?? free.shift()]));
}
