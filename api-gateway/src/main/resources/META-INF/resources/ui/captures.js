// The captures of the repository: upload, process, watch.
import * as api from './api.js';
import {el, replace, table, heading, failure, announce} from './dom.js';
import * as format from './format.js';
import {uploadArea} from './upload.js';

const REFRESH_RUNNING_MS = 1000;
const REFRESH_IDLE_MS = 3000;
const COLUMNS = [{title: 'Name'}, {title: 'State'}, {title: 'First packet (UTC)'}, {title: 'Span'}, {title: 'kB', num: true}, {title: 'Flows', num: true}, {title: ''}];

export async function showCaptures(view, signal) {
  const list = el('section', {class: 'card listing', 'aria-label': 'Captures'});
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
    if (files.length === 0) replace(list, empty());
    else if (list.querySelector('tbody') && [...old.keys()].join('\n') === [...rows.keys()].join('\n') && !next === !list.querySelector('.more')) return;
    else replace(list, table('Captures', COLUMNS, body), next && el('button', {class: 'more', onclick: () => { shown += api.PAGE; refresh(); }}, 'Show more'));
  }

  signal.addEventListener('abort', () => clearTimeout(timer));
  document.addEventListener('visibilitychange', () => !document.hidden && refresh(), {signal});
  replace(view, heading('Captures', []), uploadArea(refresh), trouble, list);
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

function empty() {
  return el('div', {class: 'empty'}, el('strong', {}, 'No captures yet'),
    el('p', {}, 'Drop a pcap or pcapng file above, or put one into the bucket with any S3 client: it appears here within two seconds.'));
}

function fileRow(file, refresh) {
  const {status} = file;
  const job = status.job_id;
  return el('tr', {},
    el('td', {class: 'name'}, job ? el('a', {href: `#/job/${job}`, 'data-key': 'name'}, file.name) : file.name, file.problem && el('small', {class: 'bad'}, file.problem)),
    el('td', {}, stateCell(status)),
    el('td', {class: 'tight'}, format.time(file.time_start)),
    el('td', {class: 'tight'}, file.time_start ? format.duration(file.time_end - file.time_start) : '–'),
    el('td', {class: 'num'}, format.count(file.size)),
    el('td', {class: 'num'}, file.flows_count === undefined ? '–' : format.count(file.flows_count)),
    el('td', {class: 'actions'}, action(file, refresh)));
}

function stateCell(status) {
  const state = el('span', {class: `state ${status.state}`}, format.stateName(status.state));
  if (status.state === 'failed') return [state, el('small', {class: 'bad'}, status.message)];
  if (status.state !== 'in_progress' || !status.progress) return [state, status.warnings && el('small', {}, status.warnings.join(' '))];
  const {bytes_read: read, bytes_total: total, packets, flows} = status.progress;
  return [state, el('progress', {max: Math.max(total, 1), value: read, 'aria-label': 'Bytes read'}),
    el('small', {}, `${status.phase} · ${format.count(packets)} packets · ${format.count(flows)} flows`)];
}

function action(file, refresh) {
  const run = (label, key, kind, act) => el('button', {class: kind, 'data-key': key, 'aria-label': `${label} ${file.name}`, onclick: async event => {
    event.target.disabled = true;
    try {
      await act();
      announce(`${label}: ${file.name}`);
    } catch (error) {
      announce(error.message);
      event.target.after(el('small', {class: 'bad', role: 'alert'}, error.message));
    }
    refresh();
  }}, label);
  const {state, job_id: job} = file.status;
  switch (state) {
    case 'in_progress': return run('Cancel', 'cancel', '', () => api.cancel(job));
    case 'finished': return el('a', {class: 'button primary', href: `#/job/${job}`, 'data-key': 'open', 'aria-label': `Open ${file.name}`}, 'Open');
    case 'failed': return run('Process again', 'process', '', () => api.process(file.name));
    default: return run('Process', 'process', 'primary', () => api.process(file.name));
  }
}
