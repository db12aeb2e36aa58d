// What a job knows about one host.
import * as api from './api.js';
import {el, replace, facts, heading} from './dom.js';
import {cards} from './statistics.js';

export async function showHost(view, signal, job, ip) {
  replace(view, heading(ip, [['Captures', '#/'], [`Job ${job}`, `#/job/${job}`]]));
  const host = await api.host(job, ip, signal);
  view.append(el('section', {class: 'card', 'aria-label': 'Host'}, facts([['Country', host.country], ['City', host.city], ['Domain name', host.domain_name], ['User agent', host.user_agent]])),
    cards(job, host.statistics));
}
