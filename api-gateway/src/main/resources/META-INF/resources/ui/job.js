// One job: its progress while it runs, why it failed, or what it found.
import * as api from './api.js';
import {el, replace, facts, heading, failure, announce} from './dom.js';
import * as format from './format.js';
import {cards, content, labelChart} from './statistics.js';

export async function showJob(view, signal, job) {
  const file = await api.details(job, signal);
  const {status} = file;
  const controls = el('span');
  const body = el('div');
  body.style.display = 'contents';
  replace(view, heading(file.name, [['Captures', '#/']], controls), overview(file), body);
  switch (status.state) {
    case 'in_progress':
      replace(controls, el('button', {onclick: () => api.cancel(job).catch(error => body.append(failure(error)))}, 'Cancel'));
      return watch(view, signal, job, body);
    case 'failed':
      return replace(body, el('p', {class: 'notice error'}, `This job failed: ${status.message ?? 'no reason was given'}`), processAgain(file.name, body));
    default:
      return showResults(body, signal, job);
  }
}

function overview(file) {
  const {status} = file;
  return el('section', {class: 'card', 'aria-label': 'Job'}, facts([
    ['State', el('span', {class: `state ${status.state}`}, format.stateName(status.state))],
    ['Flows', file.flows_count !== undefined && format.count(file.flows_count)],
    ['Packets', status.state === 'finished' && status.progress && format.count(status.progress.packets)],
    ['First packet (UTC)', format.time(file.time_start)],
    ['Last packet (UTC)', format.time(file.time_end)],
    ['Length', format.bytes(file.size * 1000)],
    ['Processed in', status.finished_at && format.duration(status.finished_at - status.started_at)],
    ['Job', status.job_id],
  ].filter(([, value]) => value !== false)), (status.warnings ?? []).map(warning => el('p', {class: 'notice'}, warning)), file.problem && el('p', {class: 'notice'}, file.problem));
}

function processAgain(name, body) {
  return el('div', {}, el('button', {class: 'primary', onclick: async () => {
    try {
      const {job_id: job} = await api.process(name);
      location.hash = `#/job/${job}`;
    } catch (error) {
      body.append(failure(error));
    }
  }}, 'Process again'));
}

function watch(view, signal, job, body) {
  const bar = el('progress', {max: 100, value: 0, 'aria-label': 'Progress'});
  const numbers = el('div');
  replace(body, el('section', {class: 'card', 'aria-label': 'Progress'}, bar, numbers));
  api.follow(job, progress => {
    bar.value = progress.percent;
    replace(numbers, facts([['Phase', progress.phase], ['Read', `${format.bytes(progress.bytes_read)} of ${format.bytes(progress.bytes_total)}`], ['Packets', format.count(progress.packets)],
      ['Flows', format.count(progress.flows)], ['Stored', format.count(progress.flows_stored)]]));
    if (progress.state === 'in_progress') return;
    announce(`The job is ${progress.state}`);
    showJob(view, signal, job).catch(error => !signal.aborted && view.append(failure(error)));
  }, signal);
}

async function showResults(body, signal, job) {
  const [items, groups] = await Promise.all([api.statistics(job, signal), api.labels(signal).catch(() => [])]);
  const labels = content(items, 'labels');
  if (labels.length === 0) {
    replace(body, el('div', {class: 'card empty'}, el('strong', {}, 'No flows'), el('p', {}, 'The capture was read, but no packet in it belongs to an IP flow.')));
    return;
  }
  replace(body, labelChart(job, labels, groups), cards(job, items, ['labels']));
}
