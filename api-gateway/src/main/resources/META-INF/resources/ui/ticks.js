// Round numbers and times for axes.
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 2592000];
const PIXELS_APART = 90;
const LINES = 4;

/** Times in seconds that are round in UTC, and how far apart they are. */
export function timeTicks(start, end, pixels) {
  const least = Math.max((end - start) * PIXELS_APART / pixels, 1e-6);
  const apart = least < 1 ? rounded(least) : STEPS.find(step => step >= least) ?? rounded(least);
  const seconds = [];
  for (let n = Math.ceil(start / apart); n * apart <= end && seconds.length < pixels; n++) seconds.push(n * apart);
  return {seconds, apart};
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
