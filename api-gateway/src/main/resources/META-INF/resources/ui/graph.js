// Who talks to whom and by what: streams from clients through labels to servers, or a network of hosts. The greatest are shown, the rest is one node.
import * as api from './api.js';
import {el, svg, replace, drawnIn, nothing} from './dom.js';
import {flowsOf, graphOf, hostOf, withParameters} from './address.js';
import * as format from './format.js';
import {coloursOf} from './colours.js';
import {and, test} from './query.js';
import {labelled} from './listing.js';
import {spread} from './network.js';
import {sankey} from './sankey.js';
import {dense, num, td} from './tables.js';
import {t} from './texts.js';
import {valued} from './values.js';

const OTHERS = 'others';
const INSIDE = 'private';
const TOPS = [12, 24, 40, 60];
const USUAL_TOP = 24;
const LABELS = 14;
const FORMS = ['streams', 'network'];
/** Pixels from which on a stream is drawn as an area. */
const WIDE = 6;
const NODE = 9;
const DIGIT = 7;
/** An IPv4 address, in pixels as all of these. */
const LEAST_NAME = 104;
/** Narrower drawings show names without their amounts. */
const ROOM_FOR_AMOUNTS = {labels: 480, hosts: 700};
const LINE = 14;
/** A query takes no more conditions, so beyond these hosts the rest cannot be asked for. */
const CONDITIONS = 60;

export async function showGraph(body, signal, {job, query, parameters}) {
  const by = parameters.by === 'flows' ? 'flows' : 'bytes';
  const form = parameters.form === 'network' ? 'network' : 'streams';
  const top = TOPS.includes(Number(parameters.top)) ? Number(parameters.top) : USUAL_TOP;
  const [graph, colours] = await Promise.all([api.graph(job, {query, by, top}, signal), coloursOf(job, signal)]);
  if (graph.edges.length === 0) return replace(body, query ? nothing(t.query.nothing, el('p', {}, el('a', {href: graphOf(job)}, t.query.nothing.way))) : nothing(t.job.noFlows));
  const context = contextOf(job, query, by, graph, colours);
  const stage = el('div', {class: `stage graph ${form}`, role: 'group', 'aria-label': t.graph.describe(graph.nodes.length, graph.edges.length)});
  const draw = form === 'network' ? network : streams;
  drawnIn(stage, width => replace(stage, draw(graph, context, width)));
  replace(body, el('section', {class: 'card', 'aria-label': t.graph.title},
    el('header', {}, el('h2', {}, t.graph.title), el('span', {class: 'muted'}, t.graph.hint), el('div', {class: 'aside controls'}, choice('form', FORMS, form, t.graph.forms, t.graph.form), choice('by', ['bytes', 'flows'], by, t.graph, t.graph.by), tops(top))),
    stage, form === 'network' && legend(graph, context), graph.rest.hosts > 0 && el('p', {class: 'muted hint'}, t.graph.rest(graph.rest.hosts, graph.rest.flows, format.bytes(graph.rest.bytes))),
    el('details', {class: 'alternative'}, el('summary', {}, t.graph.table), table(graph, context))));
}

/** What the colours of a network mean. */
function legend({edges}, {colourOf}) {
  const labels = [...new Set(edges.map(edge => edge.label))].filter(label => colourOf(label) !== 'rest');
  const entry = (colour, name) => el('li', {}, el('span', {class: `swatch ${colour}`}), name);
  return el('ul', {class: 'legend', 'aria-label': t.graph.legend}, entry('round inside', t.graph.inside), entry('round outside', t.graph.outside), labels.map(label => entry(colourOf(label), label)), labels.length < new Set(edges.map(edge => edge.label)).size && entry('rest', t.others));
}

/** What a host, a label and a stream are called and where they lead. */
function contextOf(job, query, by, graph, colours) {
  const hosts = new Map(graph.nodes.map(node => [node.ip, node]));
  const shown = graph.nodes.filter(node => !node.others).map(node => node.ip);
  const side = (field, ip) => ip !== OTHERS ? test(field, ip) : shown.length <= CONDITIONS ? `not ${field}:(${shown.join(' or ')})` : '';
  const asked = terms => flowsOf(job, terms.filter(Boolean).reduce(and, query), by === 'bytes' ? '-bytes' : null);
  return {
    by, hosts,
    nameOf: ip => ip === OTHERS ? t.graph.others(graph.rest.hosts) : hosts.get(ip)?.name ?? ip,
    colourOf: label => colours.get(label) ?? 'rest',
    hostAddress: (ip, field) => ip === OTHERS ? asked([side(field, ip)]) : hostOf(job, ip),
    labelAddress: label => asked([test('label', label)]),
    edgeAddress: edge => asked([side('src.ip', edge.src_ip), side('dst.ip', edge.dst_ip)]),
    shown: amount => by === 'bytes' ? format.bytes(amount) : format.count(amount),
    tell: edge => t.graph.edge(edge.src_ip === OTHERS ? t.others : edge.src_ip, edge.dst_ip === OTHERS ? t.others : edge.dst_ip, edge.label ?? t.none, edge.flows, format.bytes(edge.bytes)),
    colours,
  };
}

function choice(name, values, active, names, title) {
  return el('div', {class: 'switch', role: 'group', 'aria-label': title}, values.map((value, i) => el('a', {href: withParameters({[name]: i === 0 ? null : value}), 'data-key': `${name}-${value}`, 'aria-current': value === active && 'true'}, names[value])));
}

function tops(active) {
  return el('label', {class: 'muted'}, `${t.graph.top} `, el('select', {'data-key': 'top', onchange: event => { location.hash = withParameters({top: Number(event.target.value) === USUAL_TOP ? null : event.target.value}); }},
    TOPS.map(top => el('option', {value: top, selected: top === active}, top))));
}

function streams({edges}, context, width) {
  const {by} = context;
  const sums = new Map();
  for (const edge of edges) sums.set(edge.label, (sums.get(edge.label) ?? 0) + edge[by]);
  const greatest = new Set([...sums].toSorted((a, b) => b[1] - a[1]).slice(0, LABELS).map(([label]) => label));
  const labelOf = edge => greatest.has(edge.label) ? edge.label : undefined;
  const layout = sankey(edges.filter(edge => edge[by] > 0).map(edge => ({path: [edge.src_ip, labelOf(edge), edge.dst_ip], value: edge[by], edge})), key => key === OTHERS || key === undefined);
  const names = Math.min(270, Math.max(LEAST_NAME, width * .21));
  const x = [names, width / 2 - NODE / 2, width - names - NODE];
  const picture = svg('svg', {width, height: layout.height + 24, viewBox: `0 0 ${width} ${layout.height + 24}`});
  const ribbon = stream => svg('a', {class: `stream ${context.colourOf(stream.path[1])}`, href: context.edgeAddress(stream.edge), tabindex: -1, 'aria-hidden': 'true'}, svg('title', {}, context.tell(stream.edge)),
    [0, 1].map(i => part(x[i] + NODE, stream.ends[i].after + 24, x[i + 1], stream.ends[i + 1].before + 24, stream.width)));
  const ribbons = new Map(layout.streams.toSorted((a, b) => b.width - a.width).map(stream => [stream, ribbon(stream)]));
  const light = (node, on) => {
    picture.classList.toggle('lit', on);
    for (const stream of node.streams) ribbons.get(stream).classList.toggle('on', on);
  };
  const mark = (node, column) => {
    const isLabel = column === 1;
    const name = isLabel ? node.key ?? t.graph.moreLabels : context.nameOf(node.key);
    const amount = context.shown(node.value);
    const address = isLabel ? node.key === undefined ? null : context.labelAddress(node.key) : context.hostAddress(node.key, column === 0 ? 'src.ip' : 'dst.ip');
    const isAmountShown = width > (isLabel ? ROOM_FOR_AMOUNTS.labels : ROOM_FOR_AMOUNTS.hosts);
    const room = isLabel ? (x[2] - x[1]) * (isAmountShown ? .5 : .8) : names - 8 - (isAmountShown ? (amount.length + 1) * DIGIT : 0);
    const [at, anchor] = column === 0 ? [x[0] - 8, 'end'] : column === 1 ? [x[1] + NODE + 7, 'start'] : [x[2] + NODE + 8, 'start'];
    const values = node.key === undefined || node.key === OTHERS ? {} : valued(['src.ip', 'label', 'dst.ip'][column], node.key);
    return svg('a', {class: 'node', href: address, ...values, onpointerenter: () => light(node, true), onpointerleave: () => light(node, false), onfocus: () => light(node, true), onblur: () => light(node, false)},
      svg('title', {}, `${name}${!isLabel && name !== node.key && node.key !== OTHERS ? ` (${node.key})` : ''}: ${amount}`),
      svg('rect', {class: isLabel ? context.colourOf(node.key) : node.key === OTHERS ? 'rest' : 'host', x: x[column], y: node.y + 24, width: NODE, height: Math.max(2, node.height), rx: 2}),
      svg('text', {x: at, y: node.y + 24 + node.height / 2 + 4, 'text-anchor': anchor}, fitting(name, room), isAmountShown ? svg('tspan', {class: 'amount', dx: 6}, amount) : ''));
  };
  const titles = layout.columns.map((_, column) => svg('text', {class: 'column', x: column === 0 ? x[0] + NODE : column === 1 ? width / 2 : x[2], y: 11, 'text-anchor': ['end', 'middle', 'start'][column]}, t.graph.columns[column]));
  for (const part of [titles, [...ribbons.values()], layout.columns.flatMap((nodes, column) => nodes.map(node => mark(node, column)))]) picture.append(...part);
  return picture;
}

const curve = (x0, y0, x1, y1) => `${x0} ${y0}C${(x0 + x1) / 2} ${y0} ${(x0 + x1) / 2} ${y1} ${x1} ${y1}`;

/** A line; a wide one would bulge where it has a short way to go, and is an area as high as it is wide. */
function part(x0, y0, x1, y1, width) {
  if (width < WIDE) return svg('path', {d: `M${curve(x0, y0, x1, y1)}`, 'stroke-width': width});
  const half = width / 2;
  return svg('path', {class: 'wide', d: `M${curve(x0, y0 - half, x1, y1 - half)}L${curve(x1, y1 + half, x0, y0 + half)}Z`});
}

const fitting = (name, pixels) => name.length * DIGIT <= pixels ? name : `${name.slice(0, Math.max(3, Math.floor(pixels / DIGIT) - 1))}…`;

function network({nodes, edges}, context, width) {
  const {by} = context;
  const height = Math.max(420, Math.min(760, width * .58));
  const index = new Map(nodes.map((node, i) => [node.ip, i]));
  const most = Math.max(1, ...edges.map(edge => edge[by]));
  const lines = edges.filter(edge => edge.src_ip !== edge.dst_ip).map(edge => ({edge, from: index.get(edge.src_ip), to: index.get(edge.dst_ip), weight: Math.sqrt(edge[by] / most)}));
  const margin = {x: Math.min(110, width * .14), top: 30, bottom: 48};
  const points = spread(nodes.length, lines).map(({x, y}) => ({x: margin.x + x * (width - 2 * margin.x), y: margin.top + y * (height - margin.top - margin.bottom)}));
  const greatest = Math.max(1, ...nodes.filter(node => !node.others).map(node => node[by]));
  const scale = Math.min(1, width / 900);
  const radius = node => node.others ? 14 * scale : 4 + 20 * scale * Math.sqrt(node[by] / greatest);
  const picture = svg('svg', {width, height, viewBox: `0 0 ${width} ${height}`});
  const drawn = lines.map(line => [line, svg('a', {class: `stream ${context.colourOf(line.edge.label)}`, href: context.edgeAddress(line.edge), tabindex: -1, 'aria-hidden': 'true'}, svg('title', {}, context.tell(line.edge)),
    svg('path', {d: `M${points[line.from].x} ${points[line.from].y}L${points[line.to].x} ${points[line.to].y}`, 'stroke-width': 1.2 + 8 * line.weight}))]);
  const taken = [];
  const marks = nodes.map((node, i) => {
    const light = on => {
      picture.classList.toggle('lit', on);
      for (const [line, mark] of drawn) if (line.from === i || line.to === i) {
        mark.classList.toggle('on', on);
        marks[line.from].classList.toggle('on', on);
        marks[line.to].classList.toggle('on', on);
      }
    };
    const name = context.nameOf(node.ip);
    const shown = fitting(name, 190);
    const at = {x: points[i].x, y: points[i].y + radius(node) + 12};
    return svg('a', {class: free(taken, at, shown) ? 'node' : 'node quiet', href: context.hostAddress(node.ip, 'ip'), ...node.others ? {} : valued('ip', node.ip), onpointerenter: () => light(true), onpointerleave: () => light(false), onfocus: () => light(true), onblur: () => light(false)},
      svg('title', {}, t.graph.node(node.others || name === node.ip ? name : `${name} (${node.ip})`, node.flows, format.bytes(node.bytes))),
      svg('circle', {class: node.others ? 'rest' : `host ${node.country === INSIDE ? 'inside' : 'outside'}`, cx: points[i].x, cy: points[i].y, r: radius(node)}), svg('text', {...at, 'text-anchor': 'middle'}, shown));
  });
  picture.append(...drawn.map(([, mark]) => mark), ...marks);
  return picture;
}

/** Whether a name there covers none of those before it; it is one of them then. */
function free(taken, {x, y}, name) {
  const half = name.length * DIGIT / 2;
  if (taken.some(other => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < LINE)) return false;
  taken.push({x, y, half});
  return true;
}

function table({edges}, context) {
  const host = ip => ip === OTHERS ? context.nameOf(ip) : [el('div', {}, el('a', {class: 'mono', href: context.hostAddress(ip)}, ip)), context.nameOf(ip) !== ip && el('small', {}, context.nameOf(ip))];
  return dense(t.graph.title, [{title: t.graph.from}, {title: t.graph.to}, {title: t.graph.label}, {title: t.overview.flows, num: true}, {title: t.graph.packets, num: true}, {title: t.graph.bytes, num: true}],
    edges.map(edge => [td(host(edge.src_ip)), td(host(edge.dst_ip)), td(labelled(edge.label, context.colours), 'tight'), num(el('a', {href: context.edgeAddress(edge)}, format.count(edge.flows))), num(format.count(edge.packets)), num(format.bytes(edge.bytes))]));
}
