// Takes captures by drag and drop or from the file picker and shows how each is getting on.
import * as api from './api.js';
import {el, announce} from './dom.js';
import * as format from './format.js';

/** Browsers open six connections to a host; the rest is left to the list. */
const AT_ONCE = 2;

export function uploadArea(onStored) {
  const rows = el('ul', {class: 'uploads', 'aria-label': 'Uploads'});
  const waiting = [];
  let running = 0;

  function add(files) {
    for (const file of files) waiting.push({file, row: rows.appendChild(el('li')), replace: false});
    for (const task of waiting) draw(task, 'waits', 0);
    start();
  }

  function start() {
    while (running < AT_ONCE && waiting.length > 0) send(waiting.shift());
  }

  async function send(task) {
    running++;
    const {done, abort} = api.upload(task.file, task.replace, (sent, total) => update(sent, total));
    const update = draw(task, 'starts', 0, el('button', {onclick: abort, 'aria-label': `Cancel the upload of ${task.file.name}`}, 'Cancel'));
    try {
      await done;
      task.row.remove();
      announce(`${task.file.name} is stored`);
      onStored();
    } catch (error) {
      failed(task, error);
    }
    running--;
    start();
  }

  function failed(task, error) {
    const again = replace => () => {
      waiting.push({...task, replace});
      start();
    };
    draw(task, '', 0, el('span', {},
      error.status === 409 && el('button', {onclick: again(true)}, 'Replace'),
      error.status !== 409 && el('button', {onclick: again(task.replace)}, 'Try again'), ' ',
      el('button', {onclick: () => task.row.remove()}, 'Dismiss')));
    task.row.append(el('p', {class: 'message', role: 'alert'}, error.message));
  }

  const input = el('input', {type: 'file', multiple: true, class: 'visually-hidden', 'aria-label': 'Choose captures to upload', onchange: () => { add(input.files); input.value = ''; }});
  const zone = el('label', {class: 'drop',
    ondragover: event => { event.preventDefault(); zone.classList.add('over'); },
    ondragleave: () => zone.classList.remove('over'),
    ondrop: event => { event.preventDefault(); zone.classList.remove('over'); add(event.dataTransfer.files); }},
    input, el('strong', {}, 'Drop captures here, or choose files'), el('span', {class: 'muted'}, 'pcap and pcapng, also .gz and .zst, of any length'));
  return el('section', {class: 'view', 'aria-label': 'Upload'}, zone, rows);
}

/** Fills the row of an upload; the function it returns shows its progress. */
function draw({file, row}, text, value, control) {
  const bar = el('progress', {max: 1, value, 'aria-label': `Upload of ${file.name}`});
  const note = el('span', {class: 'muted'}, text);
  row.replaceChildren(el('span', {}, file.name), bar, note, control ?? '');
  return (sent, total) => {
    bar.value = sent / total;
    note.textContent = sent === total ? 'is being stored' : `${format.bytes(sent)} of ${format.bytes(total)}`;
  };
}
