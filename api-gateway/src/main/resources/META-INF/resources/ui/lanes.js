// A session over time: a lane per flow with a bar while it ran, and for each link an elbow from the flow that led to the other.
import {el, svg, replace, drawnIn} from './dom.js';
import * as format from './format.js';
import {timeTicks, within} from './ticks.js';
import {t} from './texts.js';

const LANE = 24;
const BAR = 12;
const MARGIN = {top: 6, right: 14, bottom: 24};
const NAMES = {most: 270, share: .3};
const SHORTEST = 3;
const DIGIT = 7.1;
const GAP = 22;

/** @param flows in the order of their starts @param links whose ends are among them @param look {addressOf(flow), colourOf(flow), isOutside(flow), title} */
export function lanes(flows, links, look) {
  const stage = el('div', {class: 'stage lanes', role: 'group', 'aria-label': look.title});
  drawnIn(stage, width => replace(stage, drawing(flows, links, look, width)));
  return stage;
}

function drawing(flows, links, look, width) {
  const left = Math.min(NAMES.most, width * NAMES.share, Math.max(...flows.map(flow => nameOf(flow).length)) * DIGIT + GAP);
  const start = Math.min(...flows.map(flow => flow.time_start));
  const length = Math.max(1e-6, Math.max(...flows.map(flow => flow.time_end)) - start);
  const inner = Math.max(40, width - left - MARGIN.right);
  const height = MARGIN.top + flows.length * LANE + MARGIN.bottom;
  const x = time => left + inner * (time - start) / length;
  const y = new Map(flows.map((flow, lane) => [flow.flow, MARGIN.top + (lane + .5) * LANE]));
  const byNumber = new Map(flows.map(flow => [flow.flow, flow]));
  const {seconds, apart} = timeTicks(start, start + length, inner);
  return svg('svg', {width, height, viewBox: `0 0 ${width} ${height}`}, arrowHead(),
    seconds.map(time => [svg('line', {class: 'grid', x1: x(time), x2: x(time), y1: MARGIN.top, y2: height - MARGIN.bottom}), svg('text', {...within(x(time), width), y: height - 7}, format.tick(time, apart))]),
    links.map(link => elbow(link, x(byNumber.get(link.from).time_start), y.get(link.from), x(byNumber.get(link.to).time_start), y.get(link.to))),
    flows.map(flow => lane(flow, look, {left, width, x, y: y.get(flow.flow)})));
}

const nameOf = flow => `${flow.flow} ${flow.domain ?? format.endpoint(flow.dst_ip, flow.dst_port)}`;

const arrowHead = () => svg('defs', {}, svg('marker', {id: 'arrow', viewBox: '0 0 6 6', refX: 6, refY: 3, markerWidth: 6, markerHeight: 6, orient: 'auto'}, svg('path', {class: 'head', d: 'M0 0L6 3L0 6z'})));

/** Beginnings of long sessions coincide, so the elbow leaves to the left of the later bar. */
function elbow({kind, evidence}, fromX, fromY, toX, toY) {
  const trunk = Math.min(fromX + 5, toX - 6);
  return svg('path', {class: `link ${kind}`, 'marker-end': 'url(#arrow)', d: `M${trunk} ${fromY + BAR / 2}V${toY}H${toX - 1}`}, svg('title', {}, `${t.session.kinds[kind] ?? kind}: ${evidence}`));
}

function lane(flow, look, {left, width, x, y}) {
  const begin = x(flow.time_start);
  const name = nameOf(flow);
  const fits = Math.floor((left - GAP) / DIGIT) + 1;
  return svg('a', {href: look.addressOf(flow), class: look.isOutside(flow) ? 'lane outside' : 'lane'},
    svg('title', {}, [format.endpoint(flow.src_ip, flow.src_port), '→', format.endpoint(flow.dst_ip, flow.dst_port), flow.label, format.duration(flow.duration_us / 1e6), format.bytes(flow.bytes_fwd + flow.bytes_bwd)].join(' ')),
    svg('rect', {class: 'row', x: 0, width, y: y - LANE / 2, height: LANE}),
    svg('text', {x: 0, y: y + 4}, name.length > fits ? `${name.slice(0, fits - 1)}…` : name),
    svg('rect', {class: look.colourOf(flow), x: begin, width: Math.max(SHORTEST, x(flow.time_end) - begin), y: y - BAR / 2, height: BAR, rx: 3}));
}
