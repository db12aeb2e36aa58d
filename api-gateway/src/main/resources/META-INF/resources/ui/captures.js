// The captures of the repository: find, process, watch, delete.
import * as api from './api.js';
import {el, replace, table, heading, failure, nothing, action, announce, menu, skeleton} from './dom.js';
import {overviewOf, withParameters, aboutOf} from './address.js';
import * as format from './format.js';
import {icon} from './icons.js';
import {progressLine, sentence} from './progress.js';
import {removeAfterAsking, start, startWithOptions} from './start.js';
import {dropZone, onStored, uploadsIn} from './upload.js';
import {t} from './texts.js';

const ROWS = 100;
const REFRESH_RUNNING_MS = 1500;
const REFRESH_IDLE_MS = 4000;
const REFRESH_AWAY_MS = 5000;
/** A browser opens six connections to a host; what is not followed shows what the list says. */
const FOLLOWED = 2;
const TYPING_MS = 250;
/** What changes all the time is shown in the row that is there. */
const PASSING = new Set(['percent', 'phase']);
const NEWEST_FIRST = '-new';
const STATES = ['new', 'in_progress', 'finished', 'failed'];
/** [what it shows, its name for sorting, numbers are on the right, greatest first] */
const COLUMNS = [[t.captures.name, 'name'], [t.captures.state], [t.captures.first, 'time', false, true], [t.captures.span], [t.captures.length, 'size', true, true], [t.captures.flows, 'flows', true, true],
  [t.captures.health], [t.captures.actions, null, true]];

export async function showCaptures(view, signal, {search, state, sort, cursor}) {
  const list = el('section', {class: 'card listing', 'aria-label': t.captures.title}, skeleton());
  const trouble = el('div', {class: 'trouble'});
  const drops = el('div', {class: 'contents'}, dropZone());
  const followed = new Follower(signal, () => refresh());
  let answeredAt;
  let timer;
  let rows = new Map();

  async function refresh() {
    clearTimeout(timer);
    if (signal.aborted) return;
    let again = REFRESH_IDLE_MS;
    if (!document.hidden) {
      try {
        const {body: {captures}, next} = await api.captures({search, state, sort: sort ?? NEWEST_FIRST, cursor, limit: ROWS}, signal);
        if (signal.aborted) return;
        draw(captures, next);
        answeredAt = Date.now();
        replace(trouble);
        list.classList.remove('stale');
        if (captures.some(capture => capture.state === 'in_progress')) again = REFRESH_RUNNING_MS;
      } catch (error) {
        if (signal.aborted) return;
        list.classList.toggle('stale', answeredAt !== undefined);
        if (!answeredAt) replace(list);
        replace(trouble, failure(error, refresh), answeredAt && el('p', {class: 'muted'}, t.captures.stale(format.iso(answeredAt / 1000, 0))));
        again = REFRESH_AWAY_MS;
      }
    }
    if (!signal.aborted) timer = setTimeout(refresh, again);
  }

  /** Only rows that changed are built again, so that focus and selection stay where they are; one whose menu is open is left alone until that is shut. */
  function draw(captures, next) {
    rows = new Map(captures.map(capture => {
      const text = JSON.stringify(capture, (key, value) => PASSING.has(key) ? undefined : value);
      const known = rows.get(capture.name);
      return [capture.name, known && (known.text === text || known.row.querySelector(':popover-open')) ? known : {text, row: renewed(known?.row, captureRow(capture, refresh, followed))}];
    }));
    followed.keep(captures.filter(capture => capture.state === 'in_progress').map(capture => capture.job));
    const found = search || state || cursor;
    const nothingYet = captures.length === 0 && !found;
    if (nothingYet !== drops.firstChild.classList.contains('large')) replace(drops, dropZone(nothingYet ? t.captures.empty : null));
    list.hidden = nothingYet;
    if (captures.length === 0) replace(list, found && nothing(t.captures.noMatch, el('p', {}, el('a', {href: '#/'}, t.captures.all))));
    else if (list.querySelector('tbody') && !next === !list.querySelector('.next')) arrange(list.querySelector('tbody'), [...rows.values()].map(entry => entry.row));
    else replace(list, table(t.captures.title, COLUMNS.map(([title, by, num, descending]) => column(title, by, num, descending, sort)), [...rows.values()].map(entry => entry.row)),
      (cursor || next) && el('div', {class: 'table-foot'}, cursor && el('a', {class: 'button', href: withParameters({cursor: null}), 'data-key': 'first'}, t.flows.first),
        next && el('a', {class: 'button next', href: withParameters({cursor: next}), 'data-key': 'next'}, t.flows.next)));
  }

  signal.addEventListener('abort', () => clearTimeout(timer));
  document.addEventListener('visibilitychange', () => !document.hidden && refresh(), {signal});
  onStored(refresh, signal);
  const uploads = el('div', {class: 'contents'});
  uploadsIn(uploads, signal);
  replace(view, heading(t.captures.title, [], finder(search, state)), drops, uploads, trouble, list);
  await refresh();
}

function column(title, by, num, descending, sort) {
  if (!by) return {title, num};
  const [first, second] = descending ? [`-${by}`, by] : [by, `-${by}`];
  const sorted = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : null;
  return {title, num, sorted, key: `sort-${by}`, href: withParameters({sort: sort === first ? second : first, cursor: null})};
}

function finder(search, state) {
  let typing;
  const find = changes => { location.hash = withParameters({...changes, cursor: null}); };
  const input = el('input', {type: 'search', value: search, placeholder: t.captures.search, 'aria-label': t.captures.search, 'data-key': 'search', spellcheck: 'false', autocomplete: 'off',
    'data-sent': search ?? '', oninput: () => { clearTimeout(typing); typing = setTimeout(send, TYPING_MS); }});
  const send = () => {
    if (!input.isConnected) return;
    input.dataset.sent = input.value;
    find({search: input.value.trim()});
  };
  return [input, el('select', {'aria-label': t.captures.state, 'data-key': 'state', onchange: event => find({state: event.target.value})},
    el('option', {value: ''}, t.captures.anyState), STATES.map(one => el('option', {value: one, selected: one === state}, format.stateName(one))))];
}

/** Brings the rows into this order; those that stay in their order are not touched. */
function arrange(body, rows) {
  const shown = new Set(rows);
  for (const row of [...body.children]) if (!shown.has(row)) row.remove();
  rows.forEach((row, i) => { if (body.children[i] !== row) body.insertBefore(row, body.children[i] ?? null); });
}

/** Takes the place of the row before it; a focused control keeps the focus. */
function renewed(before, row) {
  if (!before?.isConnected) return row;
  const focused = before.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  before.replaceWith(row);
  if (focused) (row.querySelector(`[data-key="${focused}"]`) ?? row.querySelector('a, button'))?.focus();
  return row;
}

function captureRow(capture, refresh, followed) {
  const {name, job, same_as: twins, time_start: first, time_end: last} = capture;
  const cell = (title, attributes, ...content) => el('td', {'data-name': title, ...attributes}, content);
  return el('tr', {},
    el('td', {class: 'name'}, capture.state === 'finished' || capture.state === 'in_progress' ? el('a', {href: overviewOf(job.job_id), 'data-key': 'name'}, name) : name, twins?.length > 0 && el('small', {}, t.captures.sameAs(twins.join(', ')))),
    el('td', {class: 'state-cell'}, stateCell(capture, followed)),
    cell(t.captures.first, {class: 'tight'}, first !== undefined ? format.time(first) : '–'),
    cell(t.captures.span, {class: 'tight'}, first !== undefined && last !== undefined ? format.duration(last - first) : '–'),
    cell(t.captures.length, {class: 'num'}, format.bytes(capture.size_bytes)),
    cell(t.captures.flows, {class: 'num'}, job?.flows === undefined ? '–' : format.count(job.flows)),
    el('td', {}, healthPill(capture)),
    el('td', {class: 'actions'}, actions(capture, refresh)));
}

function stateCell({state, job, problem}, followed) {
  if (state === 'new' && problem) return [el('span', {class: 'state failed'}, t.captures.unreadable), el('small', {class: 'bad'}, sentence(problem))];
  const shown = el('span', {class: `state ${state}`}, format.stateName(state));
  if (state === 'failed') return [shown, el('small', {class: 'bad'}, job.message === 'cancelled' ? t.job.wasCancelled : sentence(problem ?? job.message ?? t.job.noReason))];
  if (state !== 'in_progress') return [shown, problem ? el('small', {class: 'bad'}, problem) : state === 'new' && el('small', {}, t.captures.newHelp)];
  const bar = el('progress', {max: 100, 'aria-label': t.job.progress});
  const line = el('small', {});
  const show = progress => {
    if (progress.phase === 'waiting') bar.removeAttribute('value');
    else bar.value = progress.percent;
    line.textContent = progressLine(progress);
  };
  show(followed.last(job.job_id) ?? job);
  followed.shows(job.job_id, show);
  return [shown, bar, line];
}

/** Follows a few running jobs and shows each in the row that it has now. */
class Follower {
  constructor(signal, whenEnded) {
    Object.assign(this, {signal, whenEnded, streams: new Map(), shown: new Map(), known: new Map()});
    signal.addEventListener('abort', () => this.streams.forEach(stream => stream.abort()));
  }

  last(job) {
    return this.known.get(job);
  }

  shows(job, show) {
    this.shown.set(job, show);
  }

  keep(running) {
    for (const [id, stream] of this.streams) {
      if (running.some(job => job.job_id === id)) continue;
      stream.abort();
      this.streams.delete(id);
      this.known.delete(id);
    }
    const others = running.filter(({job_id: id}) => !this.streams.has(id));
    others.forEach(job => this.shown.get(job.job_id)?.(job));
    for (const {job_id: job} of others.slice(0, FOLLOWED - this.streams.size)) {
      const stream = new AbortController();
      this.streams.set(job, stream);
      api.follow(job, progress => {
        this.known.set(job, progress);
        this.shown.get(job)?.(progress);
        if (progress.state !== 'in_progress') this.whenEnded();
      }, stream.signal);
    }
  }
}

function healthPill({state, job, warnings}) {
  if (warnings.length > 0) return el('a', {class: 'pill warn', href: job && aboutOf(job.job_id), title: warnings.map(warning => warning.message).join('\n'), 'data-key': 'health'}, t.captures.warnings(warnings.length));
  return state === 'finished' && el('span', {class: 'pill good'}, t.captures.clean);
}

function actions({name, state, job, problem, time_start, time_end}, refresh) {
  const act = (text, key, kind, work) => action(text, async () => {
    if (await work() === false) return;
    announce(t.captures.acted(text, name));
    refresh();
  }, {class: kind, 'data-key': key, 'aria-label': `${text} ${name}`});
  const running = state === 'in_progress';
  const remove = key => act(t.captures.remove, key, key === 'remove' && 'bad', () => removeAfterAsking(name));
  const unreadable = problem && !running && state !== 'finished';
  const main = unreadable ? remove('main-remove') : running ? act(t.captures.cancel, 'cancel', null, () => api.cancel(job.job_id))
    : state === 'finished' ? el('a', {class: 'button', href: overviewOf(job.job_id), 'data-key': 'open', 'aria-label': `${t.captures.open} ${name}`}, t.captures.open)
      : act(state === 'new' ? t.captures.process : t.captures.again, 'process', state === 'new' && 'primary', () => start(name));
  return [main, menu(icon('more'), t.captures.more(name), [
    state === 'finished' && act(t.captures.again, 'again', null, () => start(name)),
    unreadable && act(t.captures.anyway, 'process', null, () => start(name)),
    !running && act(t.captures.withOptions, 'options', null, async () => await startWithOptions(name, {time_start, time_end}) !== null),
    job && el('a', {class: 'button', href: aboutOf(job.job_id)}, t.captures.jobs),
    !running && remove('remove')], {'data-key': 'more'})];
}
