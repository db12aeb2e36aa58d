// Flows or bytes over time, stacked by label or another field. A part of it is selected with the pointer or the keyboard and becomes a part of the query.
import {el, svg, replace, announce, drawnIn, skeleton} from './dom.js';
import {overviewOf} from './address.js';
import * as format from './format.js';
import {asking} from './querybar.js';
import {and, test, timesOf, withTimes} from './query.js';
import {timeTicks, valueTicks, within} from './ticks.js';
import {nameOf} from './toplist.js';
import {t} from './texts.js';
import {valued} from './values.js';

const HEIGHT = 220;
const STRIP_HEIGHT = 92;
const MARGIN = {top: 10, right: 8, bottom: 24, left: 62};
const SHORTEST = 1e-6;
/** Ends of the span that are asked for most, in seconds, where the whole is longer by this factor. */
const LAST = [60, 600, 3600, 86400];
const LEAST_SHARE = 1.2;

/** {job, query, measure, by?: what is told apart where it is not the label, colours: the class of each value, strip?: a low one without legend, go(query): where a selection leads} */
export function timelineCard(timeline, {job, query, measure, by = 'label', colours, strip = false, go = asking}, aside) {
  const series = timeline.series.map(one => ({...one, name: one.others ? t.others : nameOf(by, one.value), colour: one.others ? 'rest' : colours.get(one.value), values: one[measure]}));
  const tip = el('div', {class: 'tip', hidden: true});
  const height = strip ? STRIP_HEIGHT : HEIGHT;
  const stage = el('div', {class: strip ? 'stage strip' : 'stage', role: 'group', tabindex: 0, 'data-key': 'timeline'});
  const drawing = new Drawing(timeline, series, measure, timesOf(query), stage, tip, height, go);
  drawnIn(stage, width => drawing.draw(width));
  const end = timeline.time_start + (timeline.interval_seconds || 0) * series[0].values.length;
  const last = LAST.filter(seconds => seconds * LEAST_SHARE < end - timeline.time_start).slice(-2).map(seconds => el('a', {href: go(withTimes(drawing.rest, [end - seconds, end + SHORTEST])), 'data-key': `last-${seconds}`}, t.timeline.last(format.span(seconds))));
  const hint = drawing.selected ? [el('a', {href: go(wider(drawing.rest, timesOf(query).span, [timeline.time_start, end])), 'data-key': 'wider'}, t.timeline.wider), el('a', {href: go(drawing.rest), 'data-key': 'whole'}, t.timeline.clear)] : el('span', {class: 'muted'}, t.timeline.hint);
  return el('section', {class: strip ? 'card timeline strip' : 'card timeline', 'aria-label': t.timeline.title}, el('header', {}, el('h2', {}, t.timeline.title), hint, drawing.selected ? '' : last, aside),
    el('div', {class: 'stage-holder'}, stage, tip), !strip && legend(series, {job, query, measure, by}));
}

/** Twice as long around the same middle; all of it when that is no less. */
function wider(rest, [from, to], [first, last]) {
  const more = (to - from) / 2;
  return from - more <= first && to + more >= last ? rest : withTimes(rest, [from - more, to + more]);
}

/** Where a strip will be in a moment. */
export const stripPlace = () => el('div', {class: 'strip-place'}, el('div', {class: 'card strip'}, skeleton(4)));

function legend(series, {job, query, measure, by}) {
  const total = one => one.values.reduce((sum, value) => sum + value, 0);
  const entry = one => [el('span', {class: `swatch ${one.colour}`}), one.name, el('span', {class: 'muted'}, shown(total(one), measure))];
  return el('ul', {class: 'legend', 'aria-label': t.timeline.legend}, series.map(one =>
    el('li', {}, one.others ? entry(one) : el('a', {href: overviewOf(job, and(query, test(by, one.value)), measure, by), title: t.overview.narrow(one.name), ...valued(by, one.value)}, entry(one)))));
}

const shown = (value, measure) => measure === 'bytes' ? format.bytes(value) : format.count(value);

class Drawing {
  /** Flows that all are at one time leave intervals without length. */
  constructor({time_start: start, interval_seconds: length}, series, measure, {rest, span}, stage, tip, height, go) {
    const step = length || SHORTEST;
    Object.assign(this, {start, step, series, measure, rest, stage, tip, height, go, inner: height - MARGIN.top - MARGIN.bottom, intervals: series[0].values.length});
    this.sums = Array.from({length: this.intervals}, (_, i) => series.reduce((sum, one) => sum + one.values[i], 0));
    this.selected = span?.map(seconds => this.clamped((seconds - this.start) / step));
    this.cursor = null;
    stage.setAttribute('aria-label', this.description());
    for (const [event, act] of [['keydown', this.key], ['pointerdown', this.begin], ['pointermove', this.move], ['pointerup', this.end], ['pointercancel', this.letGo]]) stage.addEventListener(event, act.bind(this));
    for (const event of ['pointerleave', 'blur']) stage.addEventListener(event, () => this.point(null));
  }

  clamped(interval) {
    return Math.min(this.intervals, Math.max(0, Math.round(interval)));
  }

  x(interval) {
    return MARGIN.left + interval * this.width / this.intervals;
  }

  timeOf(interval) {
    return this.start + interval * this.step;
  }

  draw(width) {
    this.width = Math.max(50, width - MARGIN.left - MARGIN.right);
    const all = valueTicks(Math.max(...this.sums), this.measure);
    const ticks = this.height < HEIGHT ? [all[0], all.at(-1)] : all;
    const y = value => MARGIN.top + this.inner * (1 - value / ticks.at(-1));
    this.brush = svg('rect', {class: 'brush', y: MARGIN.top, height: this.inner});
    this.rule = svg('line', {class: 'rule', y1: MARGIN.top, y2: MARGIN.top + this.inner});
    const picture = svg('svg', {width, height: this.height, viewBox: `0 0 ${width} ${this.height}`, 'aria-hidden': 'true'},
      ticks.map(value => [svg('line', {class: 'grid', x1: MARGIN.left, x2: MARGIN.left + this.width, y1: y(value), y2: y(value)}), svg('text', {x: MARGIN.left - 8, y: y(value) + 4, 'text-anchor': 'end'}, shown(value, this.measure))]),
      this.areas(y), this.axis(), this.brush, this.rule);
    replace(this.stage, picture);
    this.place();
  }

  areas(y) {
    const below = new Float64Array(this.intervals);
    return this.series.map(one => svg('path', {class: one.colour, d: one.values.map((value, i) => {
      if (value === 0) return '';
      const bottom = y(below[i]);
      below[i] += value;
      return `M${this.x(i).toFixed(1)} ${bottom.toFixed(1)}V${y(below[i]).toFixed(1)}H${(this.x(i + 1) - (this.width > 6 * this.intervals ? 1 : 0)).toFixed(1)}V${bottom.toFixed(1)}Z`;
    }).join('')}));
  }

  axis() {
    const {seconds, apart} = timeTicks(this.start, this.timeOf(this.intervals), this.width);
    return seconds.map(time => {
      const x = this.x((time - this.start) / this.step);
      return [svg('line', {class: 'grid', x1: x, x2: x, y1: MARGIN.top + this.inner, y2: MARGIN.top + this.inner + 4}), svg('text', {...within(x, MARGIN.left + this.width + MARGIN.right), y: this.height - 6}, format.tick(time, apart))];
    });
  }

  description() {
    return t.timeline.describe(format.moment(this.start, 0), format.moment(this.timeOf(this.intervals), 0), this.intervals);
  }

  /** Shows the selection and the interval that is pointed at. */
  place() {
    if (!this.brush) return;
    const [from, to] = this.selected ?? [0, 0];
    this.brush.setAttribute('x', this.x(from));
    this.brush.setAttribute('width', this.x(to) - this.x(from));
    this.rule.setAttribute('x1', this.x((this.cursor ?? -1) + .5));
    this.rule.setAttribute('x2', this.x((this.cursor ?? -1) + .5));
    this.rule.toggleAttribute('hidden', this.cursor === null);
    this.tip.hidden = this.cursor === null;
    if (this.cursor === null) return;
    const rows = this.series.map(one => ({...one, value: one.values[this.cursor]})).filter(one => one.value > 0).reverse();
    replace(this.tip, el('strong', {}, format.moment(this.timeOf(this.cursor), format.decimalsOf(this.step))), el('ul', {}, rows.map(one =>
      el('li', {}, el('span', {class: `swatch ${one.colour}`}), el('span', {}, one.name), el('span', {}, shown(one.value, this.measure)))),
      el('li', {class: 'sum'}, el('span'), el('span', {}, t.timeline.total), el('span', {}, shown(this.sums[this.cursor], this.measure)))));
    const x = this.x(this.cursor + .5);
    const left = x > MARGIN.left + this.width / 2;
    this.tip.style.left = left ? 'auto' : `${x + 14}px`;
    this.tip.style.right = left ? `${this.stage.clientWidth - x + 14}px` : 'auto';
  }

  point(interval) {
    this.cursor = interval === null ? null : Math.min(this.intervals - 1, Math.max(0, Math.floor(interval)));
    this.place();
  }

  at(event) {
    return (event.clientX - this.stage.getBoundingClientRect().left - MARGIN.left) * this.intervals / this.width;
  }

  begin(event) {
    if (event.button !== 0) return;
    this.anchor = this.clamped(this.at(event));
    this.stage.setPointerCapture(event.pointerId);
  }

  move(event) {
    const at = this.at(event);
    if (this.anchor !== undefined && Math.abs(at - this.anchor) >= 1) this.selected = [this.anchor, this.clamped(at)].sort((a, b) => a - b);
    this.point(at);
  }

  end(event) {
    if (this.anchor === undefined) return;
    const clicked = Math.abs(this.at(event) - this.anchor) < 1;
    this.letGo();
    if (!clicked) this.apply();
  }

  letGo() {
    this.anchor = undefined;
  }

  key(event) {
    const step = {ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -this.intervals, End: this.intervals}[event.key];
    if (step !== undefined) {
      const before = this.cursor ?? 0;
      this.point(before + step);
      if (event.shiftKey) {
        this.pivot ??= before;
        this.selected = [Math.min(this.pivot, this.cursor), Math.max(this.pivot, this.cursor) + 1];
        this.place();
      } else this.pivot = undefined;
      announce(`${format.moment(this.timeOf(this.cursor), format.decimalsOf(this.step))}: ${shown(this.sums[this.cursor], this.measure)}`);
    } else if (event.key === 'Enter' && this.selected) this.apply();
    else if (event.key === 'Escape') location.hash = this.go(this.rest);
    else return;
    event.preventDefault();
  }

  apply() {
    const [from, to] = this.selected.map(interval => this.timeOf(interval));
    announce(t.timeline.selected(format.moment(from, 0), format.moment(to, 0)));
    location.hash = this.go(withTimes(this.rest, [from, to]));
  }
}
