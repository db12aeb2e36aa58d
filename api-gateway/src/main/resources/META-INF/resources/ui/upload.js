// Takes captures by drag and drop or from the file picker and shows how each is getting on.
import * as api from './api.js';
import {el, announce} from './dom.js';
import * as format from './format.js';
import {t} from './texts.js';

/** Browsers open six connections to a host; the rest is left to the list. */
const AT_ONCE = 2;

export function uploadArea(onStored) {
  const rows = el('ul', {class: 'uploads', 'aria-label': t.upload.list});
  const waiting = [];
  let running = 0;

  function add(files) {
    for (const file of files) {
      const task = {file, row: rows.appendChild(el('li')), replace: false};
      draw(task, t.upload.waits, 0);
      waiting.push(task);
    }
    start();
  }

  function start() {
    while (running < AT_ONCE && waiting.length > 0) send(waiting.shift());
  }

  async function send(task) {
    running++;
    const {done, abort} = api.upload(task.file, task.replace, (sent, total) => update(sent, total));
    const update = draw(task, t.upload.starts, 0, el('button', {onclick: abort, 'aria-label': t.upload.cancelOf(task.file.name)}, t.upload.cancel));
    try {
      await done;
      task.row.remove();
      announce(t.upload.stored(task.file.name));
      onStored();
    } catch (error) {
      failed(task, error);
    }
    running--;
    start();
  }

  function failed(task, error) {
    const again = replace => () => {
      draw(task, t.upload.waits, 0);
      waiting.push({...task, replace});
      start();
    };
    draw(task, '', 0, el('span', {},
      error.status === 409 && el('button', {onclick: again(true)}, t.upload.replace),
      error.status !== 409 && el('button', {onclick: again(task.replace)}, t.retry), ' ',
      el('button', {onclick: () => task.row.remove()}, t.upload.dismiss)));
    task.row.append(el('p', {class: 'message', role: 'alert'}, error.message));
  }

  const input = el('input', {type: 'file', multiple: true, class: 'visually-hidden', 'aria-label': t.upload.choose, onchange: () => { add(input.files); input.value = ''; }});
  const zone = el('label', {class: 'drop',
    ondragover: event => { event.preventDefault(); zone.classList.add('over'); },
    ondragleave: () => zone.classList.remove('over'),
    ondrop: event => { event.preventDefault(); zone.classList.remove('over'); add(event.dataTransfer.files); }},
    input, el('strong', {}, t.upload.drop), el('span', {class: 'muted'}, t.upload.kinds));
  return el('section', {class: 'view', 'aria-label': t.upload.region}, zone, rows);
}

/** Fills the row of an upload; the function it returns shows its progress. */
function draw({file, row}, text, value, control) {
  const bar = el('progress', {max: 1, value, 'aria-label': t.upload.of(file.name)});
  const note = el('span', {class: 'muted'}, text);
  row.replaceChildren(el('span', {}, file.name), bar, note, control ?? '');
  return (sent, total) => {
    bar.value = sent / total;
    note.textContent = sent === total ? t.upload.storing : t.upload.sent(format.bytes(sent), format.bytes(total));
  };
}
