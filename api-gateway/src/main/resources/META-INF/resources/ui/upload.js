// Takes captures from anywhere on the page, sends them, has them processed, and shows of each what became of it until it is put away.
import * as api from './api.js';
import {el, replace, announce, complain} from './dom.js';
import {overviewOf} from './address.js';
import * as format from './format.js';
import {icon} from './icons.js';
import {progressLine} from './progress.js';
import {start} from './start.js';
import {Transfer} from './transfer.js';
import {t} from './texts.js';

/** Browsers open six connections to a host; the rest is left to the other views. */
const AT_ONCE = 2;
const LOOK_MS = 1000;
const CAPTURE = /\.(pcap|pcapng|cap|dmp|trace)\d*(\.(gz|zst))?$/i;
const CHOICE = 'process-after-upload';

const tasks = [];
const stored = new EventTarget();
const rows = el('ul', {'aria-label': t.upload.list});
const tray = document.getElementById('tray');

/** Calls `then` whenever a capture is there or its job has begun or ended. */
export const onStored = (then, signal) => stored.addEventListener('stored', then, {signal});

/** Where captures are dropped or chosen; large, with what it says besides, while there are none. */
export function dropZone(empty) {
  const picker = (take, attributes) => {
    const input = el('input', {type: 'file', multiple: true, hidden: true, onchange: () => { take([...input.files]); input.value = ''; }, ...attributes});
    return input;
  };
  const files = picker(add);
  const folder = picker(addFolder, {webkitdirectory: true});
  const after = el('input', {type: 'checkbox', checked: processes(), onchange: event => remember(event.target.checked)});
  return el('section', {class: `drop${empty ? ' large' : ''}`, 'aria-label': t.upload.region}, files, folder, icon('upload'), el('strong', {}, empty?.title ?? t.upload.drop), el('span', {}, empty?.help ?? t.upload.kinds),
    el('div', {class: 'bar'}, el('label', {}, after, ' ', t.upload.process), el('span', {class: 'aside'}, el('button', {type: 'button', class: 'plain', onclick: () => folder.click()}, t.upload.folder),
      el('button', {type: 'button', class: 'primary', onclick: () => files.click()}, t.upload.choose))));
}

/** While a view is shown that has a place for them, the uploads stand there and cover nothing. */
export function uploadsIn(place, signal) {
  place.append(tray);
  tray.classList.add('docked');
  signal.addEventListener('abort', () => {
    tray.classList.remove('docked');
    document.body.append(tray);
  });
}

/** The whole page takes what is dropped on it, folders too. */
export function takeDrops() {
  const overlay = el('div', {class: 'overlay', hidden: true, 'aria-hidden': 'true'}, el('strong', {}, t.upload.release));
  document.body.append(overlay);
  const carries = event => event.dataTransfer?.types.includes('Files');
  addEventListener('dragover', event => {
    if (!carries(event)) return;
    event.preventDefault();
    overlay.hidden = false;
  });
  addEventListener('dragleave', event => { if (!event.relatedTarget) overlay.hidden = true; });
  addEventListener('drop', async event => {
    overlay.hidden = true;
    if (!carries(event)) return;
    event.preventDefault();
    const entries = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
    const single = entries.filter(entry => entry.isFile);
    add(entries.length > 0 ? (await Promise.all(single.map(filesOf))).flat() : event.dataTransfer.files);
    addFolder((await Promise.all(entries.filter(entry => entry.isDirectory).map(filesOf))).flat());
  });
  addEventListener('beforeunload', event => { if (tasks.some(task => task.transfer || task.state === 'waits')) event.preventDefault(); });
}

async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader();
  const found = [];
  for (let some; (some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))).length > 0;) found.push(...some);
  return (await Promise.all(found.map(filesOf))).flat();
}

function add(files) {
  for (const file of files) {
    const task = {file, state: 'waits', row: el('li')};
    rows.append(task.row);
    tasks.push(task);
    draw(task);
  }
  drawTray();
  next();
}

/** A folder may hold anything: only what has the name of a capture is taken. */
function addFolder(files) {
  const captures = files.filter(file => CAPTURE.test(file.name));
  add(captures);
  if (captures.length < files.length) complain({message: t.upload.leftOut(files.length - captures.length)});
}

function next() {
  const free = AT_ONCE - tasks.filter(task => task.transfer).length;
  for (const task of tasks.filter(one => one.state === 'waits').slice(0, free)) send(task);
}

async function send(task) {
  const transfer = task.transfer = new Transfer(task.file, task);
  change(task, {state: 'sending'});
  try {
    const capture = await transfer.run(progress => change(task, progress));
    change(task, {transfer: null, state: 'stored', same: capture?.same_as});
    announce(t.upload.stored(task.file.name));
    next();
    await processed(task, capture?.name ?? task.file.name);
  } catch (error) {
    change(task, {transfer: null, state: task.state === 'stored' ? 'unprocessed' : 'failed', error});
    next();
  }
}

async function processed(task, name) {
  stored.dispatchEvent(new Event('stored'));
  if (!processes()) return;
  const {job_id: job} = await start(name);
  change(task, {state: 'processing', job, progress: {phase: 'waiting'}});
  stored.dispatchEvent(new Event('stored'));
  look();
}

let looking = false;

/** One question at a time for all jobs that uploads began. */
async function look() {
  if (looking) return;
  looking = true;
  for (let running; (running = tasks.filter(task => task.state === 'processing')).length > 0; await api.pause(LOOK_MS)) {
    for (const task of running) {
      try {
        const job = await api.job(task.job);
        if (job.state === 'in_progress') change(task, {progress: {phase: job.phase, ...job.progress, percent: 100 * job.progress.bytes_read / Math.max(1, job.progress.bytes_total)}});
        else ended(task, job);
      } catch (error) {
        if (!error.away) change(task, {state: 'unprocessed', error});
      }
    }
  }
  looking = false;
}

function ended(task, job) {
  change(task, {state: job.state, flows: job.flows_count, error: job.message && {message: job.message}});
  announce(t.upload.ended(task.file.name, format.stateName(job.state)));
  stored.dispatchEvent(new Event('stored'));
}

function change(task, changes) {
  const before = task.state;
  Object.assign(task, changes);
  if (task.state !== before || !task.parts) draw(task);
  else fill(task);
  if (task.state !== before) drawTray();
}

/** Builds the row of a task; between changes of its state only bar and note are filled. */
function draw(task) {
  const {file, state, row, job} = task;
  const button = (text, onclick) => el('button', {type: 'button', 'aria-label': `${text} ${file.name}`, onclick}, text);
  const again = how => () => { change(task, {state: 'waits', error: null, ...how}); next(); };
  const taken = task.error?.status === 409;
  const twin = taken && task.error.problem.same_as;
  const controls = {
    waits: [button(t.upload.cancel, () => drop(task))],
    sending: [button(t.upload.cancel, () => task.transfer?.abort())],
    failed: [twin && button(t.upload.anyway, again({anyway: true})), taken && !twin && button(t.upload.replace, again({replace: true})), !taken && button(t.retry, again({})), button(t.upload.putAway, () => drop(task))],
    stored: [button(t.upload.putAway, () => drop(task))],
    unprocessed: [button(t.captures.process, () => { change(task, {state: 'stored'}); processed(task, file.name).catch(error => change(task, {state: 'unprocessed', error})); }), button(t.upload.putAway, () => drop(task))],
    processing: [el('a', {class: 'button', href: overviewOf(job)}, t.upload.watch)],
    finished: [el('a', {class: 'button primary', href: overviewOf(job), 'aria-label': `${t.captures.open} ${file.name}`}, t.captures.open), button(t.upload.putAway, () => drop(task))],
  };
  const busy = ['waits', 'sending', 'processing'].includes(state);
  task.parts = {bar: busy && el('progress', {max: 1, 'aria-label': t.upload.of(file.name)}), note: el('span', {class: 'note'})};
  replace(row, el('span', {class: 'what', title: file.name}, file.name), el('span', {class: 'controls'}, state === 'failed' && job ? [el('a', {class: 'button', href: overviewOf(job)}, t.upload.why), controls.stored] : controls[state]), task.parts.bar, task.parts.note);
  fill(task);
}

function fill(task) {
  const {state, parts: {bar, note}, sent = 0, file, rate, progress, error} = task;
  const notes = {
    waits: () => t.upload.waits,
    sending: () => sent >= file.size ? t.upload.storing : [t.upload.sent(format.bytes(sent), format.bytes(file.size)), rate > 0 && t.overview.rate(format.bytes(rate)), rate > 0 && t.captures.left(format.duration(Math.ceil((file.size - sent) / rate)))].filter(Boolean).join(' · '),
    failed: () => error.message,
    stored: () => [t.upload.isStored, task.same?.length > 0 && t.captures.sameAs(task.same.join(', '))].filter(Boolean).join(' · '),
    unprocessed: () => t.upload.notStarted(error?.message ?? ''),
    processing: () => progressLine(progress),
    finished: () => t.upload.finished(task.flows ?? 0),
  };
  note.textContent = notes[state]();
  note.className = `note${state === 'failed' || state === 'unprocessed' ? ' bad' : state === 'finished' ? ' good' : ''}`;
  if (state === 'failed') note.setAttribute('role', 'alert');
  const share = state === 'sending' ? sent / Math.max(1, file.size) : state === 'processing' && progress.phase !== 'waiting' ? progress.percent / 100 : null;
  if (!bar) return;
  if (share === null || share >= 1) bar.removeAttribute('value');
  else bar.value = share;
}

function drop(task) {
  tasks.splice(tasks.indexOf(task), 1);
  task.row.remove();
  drawTray();
}

function drawTray() {
  const busy = tasks.filter(task => ['waits', 'sending', 'processing'].includes(task.state)).length;
  const focused = tray.contains(document.activeElement) && document.activeElement.dataset.key;
  tray.hidden = tasks.length === 0;
  const done = () => tasks.filter(task => task.state === 'finished' || task.state === 'stored').forEach(drop);
  const header = el('header', {}, el('h2', {}, busy > 0 ? t.upload.busy(busy) : t.upload.all), tasks.length > 1 && busy < tasks.length && el('button', {type: 'button', class: 'plain', 'data-key': 'done', onclick: done}, t.upload.putAwayDone),
    el('button', {type: 'button', class: 'icon', 'data-key': 'fold', 'aria-label': t.upload.fold, 'aria-expanded': String(!tray.classList.contains('folded')), onclick: () => { tray.classList.toggle('folded'); drawTray(); }}, icon('fold')));
  if (tray.firstChild) tray.firstChild.replaceWith(header);
  else tray.append(header, rows);
  if (focused) header.querySelector(`[data-key=${focused}]`)?.focus();
}

function processes() {
  try {
    return localStorage.getItem(CHOICE) !== 'no';
  } catch {
    return true;
  }
}

function remember(choice) {
  try {
    localStorage.setItem(CHOICE, choice ? 'yes' : 'no');
  } catch { /* Without storage it is asked again. */ }
}
