// How regularly a host turns to its servers.
import * as api from './api.js';
import {el, replace, failure, skeleton} from './dom.js';
import {beaconsOf} from './address.js';
import {beaconList} from './beacons.js';
import {test} from './query.js';
import {t} from './texts.js';

const SHOWN = 12;

/** A card that fills itself, and goes where nothing repeats. */
export function rhythmCard(job, ip, colours, signal) {
  const card = content => el('section', {class: 'card', 'aria-label': t.rhythm.title}, el('header', {}, el('h2', {}, t.rhythm.title), el('span', {class: 'muted'}, t.rhythm.help)), content);
  const place = el('div', {class: 'contents'}, card(skeleton()));
  const query = test('src.ip', ip);
  api.beacons(job, {query, top: SHOWN}, signal).then(({pairs, beacons}) => replace(place, beacons.length > 0 && card([beaconList(t.rhythm.title, job, beacons, colours, {isOfOne: true}),
    pairs > beacons.length && el('p', {class: 'muted'}, el('a', {href: beaconsOf(job, query)}, t.rhythm.all(pairs)))])), error => signal.aborted || replace(place, card(failure(error))));
  return place;
}
