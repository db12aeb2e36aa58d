// A graph of hosts laid out by forces: traffic draws together, hosts keep their distance. The same graph always lies the same.

const ROUNDS = 400;
const BEGIN = .12;
const END = .001;
const PULL_TO_CENTRE = .03;
/** Beyond so many of their distances hosts do not keep apart, so that what is not tied together stays near. */
const REACH = 3.2;
const STIFFEST = .8;
const SOFTEST = .25;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** @param count of nodes, the greatest first @param edges [{from, to: indices of nodes, weight: 0 to 1}] @return {x, y} of each node, each 0 to 1 */
export function spread(count, edges) {
  const apart = .8 / Math.sqrt(Math.max(1, count));
  const points = Array.from({length: count}, (_, i) => { const radius = .45 * Math.sqrt((i + .5) / count); return {x: .5 + radius * Math.cos(i * GOLDEN_ANGLE), y: .5 + radius * Math.sin(i * GOLDEN_ANGLE)}; });
  for (let round = 0; round < ROUNDS; round++) {
    const heat = BEGIN * (END / BEGIN) ** (round / ROUNDS);
    const moves = points.map(({x, y}) => ({x: (.5 - x) * PULL_TO_CENTRE, y: (.5 - y) * PULL_TO_CENTRE}));
    for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) push(points, moves, a, b, distance => distance < REACH * apart ? -apart * apart / distance : 0);
    for (const {from, to, weight} of edges) push(points, moves, from, to, distance => (distance - apart) * (SOFTEST + (STIFFEST - SOFTEST) * weight));
    points.forEach((point, i) => {
      const length = Math.hypot(moves[i].x, moves[i].y) || 1;
      const step = Math.min(length, heat) / length;
      point.x += moves[i].x * step;
      point.y += moves[i].y * step;
    });
  }
  return fitted(points);
}

/** Moves both by a force along the line between them; it draws them together where it is positive. */
function push(points, moves, a, b, force) {
  const dx = points[b].x - points[a].x || 1e-4 * (a - b);
  const dy = points[b].y - points[a].y || 1e-4;
  const distance = Math.max(1e-3, Math.hypot(dx, dy));
  const strength = force(distance) / distance;
  moves[a].x += dx * strength;
  moves[a].y += dy * strength;
  moves[b].x -= dx * strength;
  moves[b].y -= dy * strength;
}

function fitted(points) {
  const range = axis => { const all = points.map(point => point[axis]); const least = Math.min(...all); return [least, Math.max(1e-9, Math.max(...all) - least)]; };
  const [[x0, width], [y0, height]] = [range('x'), range('y')];
  return points.map(({x, y}) => ({x: (x - x0) / width, y: (y - y0) / height}));
}
