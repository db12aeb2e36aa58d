// The captures of the repository: upload, process, watch.
import * as api from './api.js';
import {el, replace, table, heading, failure, nothing, action, announce} from './dom.js';
import {overviewOf} from './address.js';
import * as format from './format.js';
import {secondsLeft} from './progress.js';
import {uploadArea} from './upload.js';
import {t} from './texts.js';

const REFRESH_RUNNING_MS = 1000;
const REFRESH_IDLE_MS = 3000;
const COLUMNS = [{title: t.captures.name}, {title: t.captures.state}, {title: t.captures.first}, {title: t.captures.span}, {title: t.captures.length, num: true}, {title: t.captures.flows, num: true}, {title: t.captures.actions, num: true}];

export async function showCaptures(view, signal) {
  const list = el('section', {class: 'card listing', 'aria-label': t.captures.title});
  const trouble = el('div', {class: 'trouble'});
  let shown = api.PAGE;
  let timer;
  let rows = new Map();

  async function refresh() {
    clearTimeout(timer);
    if (signal.aborted) return;
    let running = false;
    if (!document.hidden) {
      try {
        const {body: files, next} = await api.listFiles(shown, null, signal);
        if (signal.aborted) return;
        replace(trouble);
        draw(files, next);
        running = files.some(file => file.status.state === 'in_progress');
      } catch (error) {
        if (signal.aborted) return;
        replace(trouble, failure(error));
      }
    }
    timer = setTimeout(refresh, running ? REFRESH_RUNNING_MS : REFRESH_IDLE_MS);
  }

  /** Only rows that changed are built again, so that focus and selection stay where they are. */
  function draw(files, next) {
    const old = rows;
    rows = new Map(files.map(file => {
      const text = JSON.stringify(file);
      const known = old.get(file.name);
      return [file.name, known?.text === text ? known : {text, row: renewed(known?.row, fileRow(file, refresh))}];
    }));
    const body = [...rows.values()].map(entry => entry.row);
    if (files.length === 0) replace(list, nothing(t.captures.empty));
    else if (list.querySelector('tbody') && [...old.keys()].join('\n') === [...rows.keys()].join('\n') && !next === !list.querySelector('.more')) return;
    else replace(list, table(t.captures.title, COLUMNS, body), next && el('button', {class: 'more', onclick: () => { shown += api.PAGE; refresh(); }}, t.captures.more));
  }

  signal.addEventListener('abort', () => clearTimeout(timer));
  document.addEventListener('visibilitychange', () => !document.hidden && refresh(), {signal});
  replace(view, heading(t.captures.title, []), uploadArea(refresh), trouble, list);
  await refresh();
}

/** Takes the place of the row before it; a focused button keeps the focus. */
function renewed(before, row) {
  if (!before?.isConnected) return row;
  const focused = before.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  before.replaceWith(row);
  if (focused) (row.querySelector(`[data-key="${focused}"]`) ?? row.querySelector('a, button'))?.focus();
  return row;
}

function fileRow(file, refresh) {
  const {status} = file;
  return el('tr', {},
    el('td', {class: 'name'}, status.job_id ? el('a', {href: overviewOf(status.job_id), 'data-key': 'name'}, file.name) : file.name, file.problem && el('small', {class: 'bad'}, file.problem)),
    el('td', {}, stateCell(status)),
    el('td', {class: 'tight'}, format.time(file.time_start)),
    el('td', {class: 'tight'}, file.time_start ? format.duration(file.time_end - file.time_start) : '–'),
    el('td', {class: 'num'}, format.bytes(file.size * 1000)),
    el('td', {class: 'num'}, file.flows_count === undefined ? '–' : format.count(file.flows_count)),
    el('td', {class: 'actions'}, actions(file, refresh)));
}

function stateCell(status) {
  const state = el('span', {class: `state ${status.state}`}, format.stateName(status.state));
  if (status.state === 'failed') return [state, el('small', {class: 'bad'}, status.message)];
  if (status.state !== 'in_progress' || !status.progress) return [state, status.warnings && el('small', {class: 'warn'}, status.warnings.join(' '))];
  const {bytes_read: read, bytes_total: total, packets, flows} = status.progress;
  const left = secondsLeft(status.started_at, read, total);
  return [state, el('progress', {max: Math.max(total, 1), value: read, 'aria-label': t.captures.bytesRead}),
    el('small', {}, t.captures.progress(format.phaseName(status.phase), packets, flows), left && ` · ${t.captures.left(format.duration(left))}`)];
}

function actions({name, status: {state, job_id: job}}, refresh) {
  const run = (text, key, kind, act) => action(text, async () => {
    await act();
    announce(t.captures.acted(text, name));
    refresh();
  }, {class: kind, 'data-key': key, 'aria-label': `${text} ${name}`});
  const process = (text, kind) => run(text, 'process', kind, () => api.process(name));
  switch (state) {
    case 'in_progress': return run(t.captures.cancel, 'cancel', null, () => api.cancel(job));
    case 'finished': return [process(t.captures.again, 'plain'), ' ', el('a', {class: 'button primary', href: overviewOf(job), 'data-key': 'open', 'aria-label': `${t.captures.open} ${name}`}, t.captures.open)];
    case 'failed': return process(t.captures.again, null);
    default: return process(t.captures.process, 'primary');
  }
}
