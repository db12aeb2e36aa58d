// The flows of a label, with the reason why each has it.
import * as api from './api.js';
import {el, replace, table, heading} from './dom.js';
import * as format from './format.js';
import {cards, hostLink} from './statistics.js';

const COLUMNS = [{title: 'Client'}, {title: 'Server'}, {title: 'Start (UTC)'}, {title: 'Lasts', num: true}, {title: 'Why it has this label'}];

export async function showLabel(view, signal, job, label) {
  replace(view, heading(label, [['Captures', '#/'], [`Job ${job}`, `#/job/${job}`]]));
  const [{body: flows, next}, items] = await Promise.all([api.flows(job, label, null, signal), api.labelStatistics(job, label, signal)]);
  if (flows.length === 0) {
    view.append(el('div', {class: 'card empty'}, el('strong', {}, 'No flows with this label'), el('p', {}, el('a', {href: `#/job/${job}`}, 'To the labels that this capture has'))));
    return;
  }
  const list = el('section', {class: 'card', 'aria-label': 'Flows'}, el('h2', {}, 'Flows'), table('Flows', COLUMNS, flows.map(flow => row(job, flow))));
  more(list, next, signal, job, label);
  view.append(list, cards(job, items, ['labels']));
}

function more(list, cursor, signal, job, label) {
  if (!cursor) return;
  const holder = list.appendChild(el('div', {}, el('button', {onclick: async event => {
    event.target.disabled = true;
    try {
      const page = await api.flows(job, label, cursor, signal);
      list.querySelector('tbody').append(...page.body.map(flow => row(job, flow)));
      holder.remove();
      more(list, page.next, signal, job, label);
      list.querySelector('button')?.focus();
    } catch (error) {
      event.target.disabled = false;
      event.target.textContent = `Show more (${error.message})`;
    }
  }}, 'Show more')));
}

function row(job, flow) {
  const address = (ip, port) => el('td', {class: 'tight'}, el('a', {class: 'mono', href: hostLink(job, ip)}, format.endpoint(ip, port)));
  return el('tr', {}, address(flow.client_ip, flow.client_port), address(flow.server_ip, flow.server_port), el('td', {class: 'tight'}, format.time(flow.time_start)),
    el('td', {class: 'num'}, format.duration(flow.time_end - flow.time_start)), el('td', {}, flow.comment));
}
