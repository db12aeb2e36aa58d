// Builds elements. Text only ever becomes a text node, so nothing a capture contains can become markup.

import {t} from './texts.js';

const SVG = 'http://www.w3.org/2000/svg';

/** el('td', {class: 'num', onclick: f}, 'text', child, [more]); null, undefined and false are left out. */
export function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** As `el`, for drawings. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  append(element, children);
  return element;
}

export function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

export function replace(parent, ...children) {
  const fragment = document.createDocumentFragment();
  append(fragment, children);
  parent.replaceChildren(fragment);
}

export function table(caption, columns, rows) {
  return el('div', {class: 'scroll'}, el('table', {},
    el('caption', {class: 'visually-hidden'}, caption),
    el('thead', {}, el('tr', {}, columns.map(c => el('th', {scope: 'col', class: c.num && 'num', 'aria-sort': c.sorted}, c.href ? el('a', {href: c.href, 'data-key': c.key}, c.title) : c.title)))),
    el('tbody', {}, rows)));
}

/** [['Term', value], …]; a pair without value is left out. */
export function facts(pairs) {
  return el('dl', {class: 'facts'}, pairs.filter(([, value]) => value !== null && value !== undefined && value !== false && value !== '')
    .map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', {}, value))));
}

export function heading(title, crumbs, ...aside) {
  document.title = `${title} · ${t.product}`;
  const trail = crumbs.flatMap(([text, href], i) => [i > 0 && ' / ', el('a', {href}, text)]);
  return el('div', {class: 'head'}, el('div', {}, crumbs.length > 0 && el('nav', {class: 'crumbs', 'aria-label': t.breadcrumb}, trail), el('h1', {}, title)), aside.length > 0 && el('div', {class: 'aside'}, aside));
}

/** A part of a page with its heading. */
export const card = (title, ...content) => el('section', {class: 'card', 'aria-label': title}, el('h2', {}, title), content);

/** Draws what is as wide as its place, as soon as the width is known and whenever it is another. */
export function drawnIn(place, draw) {
  let drawn;
  new ResizeObserver(([{contentRect}]) => {
    const width = Math.floor(contentRect.width);
    if (width === drawn) return;
    drawn = width;
    draw(width);
  }).observe(place);
}

const NARROWEST_COLUMN = 340;
const MOST_COLUMNS = 4;

/** Cards of any height in as many columns as there is room for: each goes below the shortest until then. Where a card fills itself, its `filled` says when, and all find their places anew. */
export function inColumns(cards) {
  const place = el('div', {class: 'columns'});
  const arrange = () => {
    const columns = [...place.children].map(column => ({column, height: 0}));
    for (const card of cards) {
      const shortest = columns.reduce((least, one) => one.height < least.height ? one : least);
      shortest.column.append(card);
      shortest.height += card.offsetHeight;
    }
  };
  drawnIn(place, width => {
    const count = Math.max(1, Math.min(MOST_COLUMNS, Math.floor(width / NARROWEST_COLUMN)));
    if (place.childElementCount === count) return;
    replace(place, Array.from({length: count}, () => el('div', {class: 'view'})));
    arrange();
  });
  Promise.all(cards.map(card => card.filled)).then(() => place.hasChildNodes() && !place.contains(document.activeElement) && arrange());
  return place;
}

/** Says why there is nothing to see and what to do. */
export const nothing = ({title, help}, ...content) => el('div', {class: 'card empty'}, title && el('strong', {}, title), help && el('p', {}, help), content);

/** What is said of an error: its own words, unless they are the browser's about our program. */
function reasonOf(error) {
  if (!(error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError)) return error.message;
  console.warn(error);
  return t.errors.fault;
}

/** What went wrong; with `retry` also a way to ask again. */
export function failure(error, retry) {
  return el('p', {class: 'notice error', role: 'alert'}, reasonOf(error), retry && el('button', {type: 'button', onclick: retry}, t.retry));
}

/** Stands where something will be in a moment. */
export const skeleton = (lines = 6) => el('div', {class: 'skeleton', role: 'status'}, el('span', {class: 'visually-hidden'}, t.loading), Array.from({length: lines}, () => el('i', {'aria-hidden': 'true'})));

let made = 0;

/** A button that opens a short list of actions; `label` is its accessible name. */
export function menu(face, label, items, attributes = {}) {
  const list = el('div', {class: 'pop', popover: 'auto', id: `menu-${++made}`, onclick: () => list.hidePopover()}, items);
  const button = el('button', {type: 'button', class: 'icon', popovertarget: list.id, 'aria-label': label, title: label, ...attributes}, face);
  list.addEventListener('toggle', event => {
    if (event.newState !== 'open') return;
    const {right, bottom, top} = button.getBoundingClientRect();
    list.style.left = `${Math.max(8, right - list.offsetWidth)}px`;
    list.style.top = `${bottom + list.offsetHeight + 12 > innerHeight ? top - list.offsetHeight - 4 : bottom + 4}px`;
  });
  return [button, list];
}

/** Asks in a dialog, which stays open until `work`, given the form's values, has succeeded. Gives what `work` gave, or null when the dialog was closed otherwise. */
export function ask(title, content, confirm, work = () => true, kind = 'primary') {
  const id = `dialog-${++made}`;
  const trouble = el('div', {class: 'trouble'});
  const go = el('button', {class: kind}, confirm);
  let answer = null;
  const form = el('form', {onsubmit: async event => {
    event.preventDefault();
    go.disabled = true;
    replace(trouble);
    try {
      answer = await work(new FormData(form));
      dialog.close();
    } catch (error) {
      replace(trouble, failure(error));
    }
    go.disabled = false;
  }}, el('h2', {id}, title), content, trouble, el('div', {class: 'bar end'}, el('button', {type: 'button', onclick: () => dialog.close()}, t.dismiss), go));
  const dialog = el('dialog', {'aria-labelledby': id}, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => {
    dialog.remove();
    resolve(answer);
  }));
}

/** A labelled control of a form. */
export const field = (label, control, help) => el('label', {class: 'field'}, label, control, help && el('small', {}, help));

export function announce(text) {
  document.getElementById('announcer').textContent = text;
}

const READ_MS = 3000;

/** Says that something is done which shows nowhere else. */
export function notify(text) {
  const note = el('div', {class: 'notice toast', 'aria-hidden': 'true'}, text);
  document.body.append(note);
  setTimeout(() => note.remove(), READ_MS);
  announce(text);
}

/** Says what went wrong where there is no place beside the cause. */
export function complain(error) {
  const note = el('div', {class: 'notice error toast', role: 'alert'}, reasonOf(error), el('button', {type: 'button', onclick: () => note.remove()}, t.close));
  document.body.append(note);
}

/** A button that is off while its work goes on; what goes wrong stands beside it, or at the foot of the page where it would be hidden. */
export function action(text, work, attributes = {}) {
  const button = el('button', {type: 'button', ...attributes, onclick: async () => {
    button.disabled = true;
    button.parentElement?.querySelector('.bad[role=alert]')?.remove();
    try {
      await work();
    } catch (error) {
      if (button.isConnected && button.checkVisibility()) button.after(el('small', {class: 'bad', role: 'alert'}, reasonOf(error)));
      else complain(error);
    }
    button.disabled = false;
  }}, text);
  return button;
}
