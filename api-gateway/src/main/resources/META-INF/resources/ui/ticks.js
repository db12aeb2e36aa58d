// Round numbers and times for axes.
import {shift} from './format.js';

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800];
const MONTHS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const DAYS_A_MONTH = 30.4;
const DAY = 86400;
const PIXELS_APART = 90;
/** The widest text of a tick, in pixels. */
const TEXT = 76;
const LINES = 4;

/** Times in seconds that are round as they are shown, and how far apart they are. */
export function timeTicks(start, end, pixels) {
  const least = Math.max((end - start) * PIXELS_APART / pixels, 1e-6);
  if (least > STEPS.at(-1)) return monthTicks(start, end, least);
  const apart = least < 1 ? rounded(least) : STEPS.find(step => step >= least);
  const seconds = [];
  const shifted = shift(start);
  for (let n = Math.ceil((start + shifted) / apart); n * apart - shifted <= end && seconds.length < pixels; n++) seconds.push(n * apart - shifted);
  return {seconds, apart};
}

/** Where the text of a tick stands so that it does not leave the picture. */
export const within = (x, width) => x > width - TEXT / 2 ? {x: width, 'text-anchor': 'end'} : {x, 'text-anchor': 'middle'};

/** First days of months. */
function monthTicks(start, end, least) {
  const months = MONTHS.find(count => count * DAYS_A_MONTH * DAY >= least) ?? MONTHS.at(-1);
  const first = new Date(start * 1000);
  const before = first.getUTCFullYear() * 12 + first.getUTCMonth();
  const seconds = [];
  for (let month = Math.floor(before / months) * months; ; month += months) {
    const time = Date.UTC(Math.floor(month / 12), month % 12) / 1000;
    if (time > end) return {seconds, apart: months * DAYS_A_MONTH * DAY};
    if (time >= start) seconds.push(time);
  }
}

/** From 0 to at least `greatest`; flows are whole. */
export function valueTicks(greatest, measure) {
  const step = Math.max(rounded(greatest / LINES), measure === 'flows' ? 1 : Number.MIN_VALUE);
  const count = Math.max(1, Math.ceil(greatest / step - 1e-9));
  return Array.from({length: count + 1}, (_, i) => i * step);
}

/** The least of 1, 2, 5 × 10ⁿ that is not less. */
function rounded(least) {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].find(factor => factor * power >= least * (1 - 1e-9)) * power;
}
