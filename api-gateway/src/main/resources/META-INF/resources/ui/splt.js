// The first packets of a flow as bars: up from the client, down from the server, as high as their payload.
import {el, svg, replace, announce, drawnIn} from './dom.js';
import * as format from './format.js';
import {dense, num, td} from './tables.js';
import {valueTicks} from './ticks.js';
import {t} from './texts.js';

const HEIGHT = 210;
const MARGIN = {top: 18, right: 10, bottom: 22, left: 56};
const WIDEST = 22;
const NARROWEST = 3;
const ALL_NUMBERED = 8;

/**
 * {part, point(packet)}
 * @param lengths of their payload, negative from the server @param times microseconds since the first one, if they are known @param evidence [{kind, packet?}]
 */
export function packetSequence(lengths, times, evidence) {
  const tip = el('div', {class: 'tip', hidden: true});
  const stage = el('div', {class: 'stage packets', role: 'group', tabindex: 0, 'data-key': 'splt'});
  const drawing = new Sequence(lengths, times, evidence, stage, tip);
  drawnIn(stage, width => drawing.draw(width));
  const arranged = times && el('div', {class: 'switch', role: 'group', 'aria-label': t.flow.spltBy}, [false, true].map(byTime => el('button', {type: 'button', class: 'plain', 'aria-pressed': String(!byTime), onclick: event => {
    for (const button of event.target.parentElement.children) button.setAttribute('aria-pressed', String(button === event.target));
    drawing.arrange(byTime);
  }}, byTime ? t.flow.byTime : t.flow.byOrder)));
  const part = [el('header', {}, el('h2', {}, t.flow.splt), el('span', {class: 'muted'}, t.flow.spltHelp), arranged), el('div', {class: 'stage-holder'}, stage, tip), asTable(drawing)];
  return {part, point: packet => { drawing.point(packet - 1); stage.focus(); }};
}

function asTable({packets}) {
  return el('details', {class: 'alternative'}, el('summary', {}, t.flow.spltTable), dense(t.flow.splt, [{title: '#', num: true}, {title: t.flow.way}, {title: t.flow.length, num: true}, {title: t.flow.at, num: true}],
    packets.map(({number, way, length, at}) => [num(number), td(way), num(length), num(at === undefined ? '' : format.duration(at / 1e6))])));
}

class Sequence {
  constructor(lengths, times, evidence, stage, tip) {
    const said = new Map();
    for (const {kind, packet} of evidence) if (packet) said.set(packet, [...new Set([...said.get(packet) ?? [], kind])]);
    this.packets = lengths.map((length, i) => ({number: i + 1, up: length > 0, length: Math.abs(length), way: length > 0 ? t.flow.forward : length < 0 ? t.flow.backward : t.flow.noPayload, at: times?.[i], gap: times && i > 0 ? times[i] - times[i - 1] : undefined, said: said.get(i + 1) ?? []}));
    Object.assign(this, {stage, tip, byTime: false, cursor: null, span: Math.max(1, times?.at(-1) ?? 1)});
    const up = this.packets.filter(packet => packet.length > 0 && packet.up).length;
    const down = this.packets.filter(packet => packet.length > 0 && !packet.up).length;
    stage.setAttribute('aria-label', t.flow.describeSplt(lengths.length, up, down));
    stage.addEventListener('pointermove', event => this.point(this.nearest(event)));
    stage.addEventListener('pointerleave', () => this.point(null));
    stage.addEventListener('blur', () => this.point(null));
    stage.addEventListener('keydown', event => this.key(event));
  }

  arrange(byTime) {
    this.byTime = byTime;
    this.draw(this.stage.clientWidth);
  }

  x(i) {
    return this.byTime ? MARGIN.left + this.bar / 2 + (this.width - this.bar) * this.packets[i].at / this.span : MARGIN.left + (i + .5) * this.width / this.packets.length;
  }

  draw(width) {
    this.width = Math.max(50, width - MARGIN.left - MARGIN.right);
    this.bar = this.byTime ? NARROWEST : Math.max(NARROWEST, Math.min(WIDEST, this.width / this.packets.length * .7));
    const greatest = side => Math.max(0, ...this.packets.filter(packet => packet.up === side).map(packet => packet.length));
    const [up, down] = [greatest(true), greatest(false)];
    const inner = HEIGHT - MARGIN.top - MARGIN.bottom;
    const scale = inner / Math.max(1, up + down);
    const zero = MARGIN.top + (up + down > 0 ? up * scale : inner / 2);
    const step = valueTicks(Math.max(1, up, down), 'bytes').slice(1);
    const lines = [...step.filter(value => value <= up * 1.001).map(value => [value, zero - value * scale]), [0, zero], ...step.filter(value => value <= down * 1.001).map(value => [value, zero + value * scale])];
    this.marks = this.packets.map((packet, i) => this.mark(packet, this.x(i), zero, scale));
    replace(this.stage, svg('svg', {width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, 'aria-hidden': 'true'},
      lines.map(([value, y]) => [svg('line', {class: value === 0 ? 'zero' : 'grid', x1: MARGIN.left, x2: MARGIN.left + this.width, y1: y, y2: y}), svg('text', {x: MARGIN.left - 8, y: y + 4, 'text-anchor': 'end'}, format.bytes(value))]),
      this.marks, this.axis()));
    this.point(this.cursor);
  }

  mark({up, length, said}, x, zero, scale) {
    const height = Math.max(length * scale, length > 0 ? 1.5 : 0);
    const top = up ? zero - height : zero;
    const body = length > 0 ? svg('rect', {class: up ? 's0' : 's1', x: x - this.bar / 2, width: this.bar, y: top, height, rx: Math.min(2, this.bar / 3)}) : svg('circle', {class: 'silent', cx: x, cy: zero, r: 2.5});
    return svg('g', {class: 'packet'}, body, said.length > 0 && svg('path', {class: 'said', d: `M${x - 4} ${MARGIN.top - 13}h8l-4 6z`}));
  }

  axis() {
    const text = (x, content, anchor) => svg('text', {x, y: HEIGHT - 5, 'text-anchor': anchor}, content);
    if (!this.byTime) return this.packets.map(({number}, i) => (this.packets.length <= ALL_NUMBERED || number === 1 || number % 4 === 0) && text(this.x(i), number, 'middle'));
    return [0, .25, .5, .75, 1].map(share => text(MARGIN.left + share * this.width, format.duration(share * this.span / 1e6), share === 0 ? 'start' : share === 1 ? 'end' : 'middle'));
  }

  nearest(event) {
    const x = event.clientX - this.stage.getBoundingClientRect().left;
    let best = 0;
    for (let i = 1; i < this.packets.length; i++) if (Math.abs(this.x(i) - x) < Math.abs(this.x(best) - x)) best = i;
    return best;
  }

  point(i) {
    this.marks?.[this.cursor]?.classList.remove('pointed');
    this.cursor = this.packets[i] ? i : null;
    this.tip.hidden = this.cursor === null;
    if (this.cursor === null || !this.marks) return;
    this.marks[i].classList.add('pointed');
    replace(this.tip, el('strong', {}, this.describe(this.packets[i])), this.packets[i].said.length > 0 && el('div', {class: 'muted'}, this.packets[i].said.join(', ')));
    const x = this.x(i);
    const left = x > MARGIN.left + this.width / 2;
    this.tip.style.left = left ? 'auto' : `${x + 14}px`;
    this.tip.style.right = left ? `${this.stage.clientWidth - x + 14}px` : 'auto';
  }

  describe({number, way, length, gap}) {
    return t.flow.packet(number, way, length > 0 && format.bytes(length), gap !== undefined && format.duration(gap / 1e6));
  }

  key(event) {
    const last = this.packets.length - 1;
    const to = {ArrowLeft: (this.cursor ?? 1) - 1, ArrowRight: (this.cursor ?? -1) + 1, Home: 0, End: last}[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.point(Math.min(last, Math.max(0, to)));
    announce(this.describe(this.packets[this.cursor]));
  }
}
