// How times are told: in UTC, in the time of this browser, or counted from the capture's first packet. Another choice loads the page again.
const KEPT_AS = 'tractor.times';
export const ZONES = ['utc', 'local', 'elapsed'];

function kept() {
  try {
    const zone = localStorage.getItem(KEPT_AS);
    return ZONES.includes(zone) ? zone : ZONES[0];
  } catch {
    return ZONES[0];
  }
}

export const zone = kept();

export function choose(other) {
  try {
    localStorage.setItem(KEPT_AS, other);
  } catch { /* Without storage it stays as it is. */ }
  location.reload();
}
