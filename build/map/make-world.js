// Makes api-gateway's ui/world.js from the npm packages world-atlas 2.0.2 (Natural Earth 4.1.0, public domain), topojson-client 3.1.0 and i18n-iso-countries 7.14.0:
//   npm install --no-save world-atlas@2.0.2 topojson-client@3.1.0 i18n-iso-countries@7.14.0 && node make-world.js > ../../api-gateway/src/main/resources/META-INF/resources/ui/world.js
// Countries that the 1:110m map leaves out for their extent are a point each, taken from the 1:50m map.
const {feature} = require('topojson-client');
const coarse = require('world-atlas/countries-110m.json');
const fine = require('world-atlas/countries-50m.json');
const codes = new Map(require('i18n-iso-countries/codes.json').map(([alpha2, , numeric]) => [numeric, alpha2]));

const WIDTH = 2000;
const NORTH = 84;
const SOUTH = -57;
const KOSOVO = 'XK';

/** Equal Earth (Šavrič, Patterson, Jenny 2018): areas are true to each other. */
function project([longitude, latitude]) {
  const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796];
  const theta = Math.asin(Math.sqrt(3) / 2 * Math.sin(latitude * Math.PI / 180));
  const t2 = theta ** 2;
  const t6 = t2 ** 3;
  return [2 * Math.sqrt(3) * longitude * Math.PI / 180 * Math.cos(theta) / (3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1)), theta * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1)];
}

const east = project([180, 0])[0];
const top = project([0, NORTH])[1];
const scale = WIDTH / (2 * east);
const HEIGHT = Math.round((top - project([0, SOUTH])[1]) * scale);
const pixel = point => {
  const [x, y] = project(point);
  return [Math.round((x + east) * scale), Math.round((top - y) * scale)];
};

/** Longitudes go on beyond 180° where a ring crosses the date line. */
const unwrapped = ring => ring.map(([longitude, latitude]) => [longitude < -90 && ring.some(([other]) => other > 170) && longitude < -168 ? longitude + 360 : longitude, latitude]);

function path(ring) {
  let [x, y] = [0, 0];
  const parts = [];
  for (const point of unwrapped(ring).slice(0, -1)) {
    const [px, py] = pixel(point);
    if (parts.length === 0) parts.push(`M${px} ${py}l`);
    else if (px !== x || py !== y) parts.push(`${px - x} ${py - y}`);
    [x, y] = [px, py];
  }
  return parts.length < 3 ? '' : `${parts[0]}${parts.slice(1).join(' ')}z`.replaceAll(' -', '-');
}

const polygons = ({type, coordinates}) => type === 'Polygon' ? [coordinates] : coordinates;
const all = topology => feature(topology, topology.objects.countries).features;
const codeOf = ({id, properties}) => codes.get(id) ?? (properties.name === 'Kosovo' ? KOSOVO : '');

const shapes = {};
for (const country of all(coarse)) {
  const code = codeOf(country);
  if (code === 'AQ') continue;
  shapes[code] = (shapes[code] ?? '') + polygons(country.geometry).flat().map(path).join('');
}
const points = {};
for (const country of all(fine)) {
  const code = codeOf(country);
  if (!code || code === 'AQ' || shapes[code]) continue;
  const ring = polygons(country.geometry).map(([outer]) => outer).reduce((a, b) => b.length > a.length ? b : a);
  const point = pixel([0, 1].map(axis => ring.reduce((sum, place) => sum + place[axis], 0) / ring.length));
  if (point[1] < HEIGHT) points[code] = point;
}
const rows = (object, value) => Object.entries(object).sort(([a], [b]) => a < b ? -1 : 1).map(([code, one]) => `  ${code || "''"}: ${value(one)},`).join('\n');
console.log(`// Made by build/map/make-world.js: the countries in the Equal Earth projection, by their ISO 3166-1 code. Made with Natural Earth (public domain).
export const WIDTH = ${WIDTH};
export const HEIGHT = ${HEIGHT};

/** The outline of each; without a code what is not one. */
export const SHAPES = {
${rows(shapes, one => `'${one}'`)}
};

/** Where those are that are too small for an outline. */
export const POINTS = {
${rows(points, ([x, y]) => `[${x}, ${y}]`)}
};`);
