// Labels keep their colours in all views of a job: those with the most bytes in the whole capture have one of their own.
import * as api from './api.js';

const COLOURS = 8;

/** The class of each label that has a colour of its own; none while the overview cannot be had. */
export async function coloursOf(job, signal) {
  const {timeline} = await api.overview(job, signal).catch(() => ({timeline: {series: []}}));
  return new Map(timeline.series.filter(one => !one.others).slice(0, COLOURS).map(({value}, rank) => [value, `s${rank}`]));
}

/** Those of a timeline under a query: a label without a colour of its own takes one that nobody else there needs, the same one under every query that leaves it free. */
export function coloursIn(series, own) {
  const shown = series.filter(one => !one.others).map(one => one.value);
  const taken = new Set(shown.map(value => own.get(value)));
  const colours = new Map();
  for (const value of shown) {
    const ranks = Array.from({length: COLOURS}, (_, i) => (preferred(value) + i) % COLOURS);
    const colour = own.get(value) ?? ranks.map(rank => `s${rank}`).find(one => !taken.has(one));
    taken.add(colour);
    colours.set(value, colour);
  }
  return colours;
}

const preferred = label => [...label ?? ''].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % COLOURS;
