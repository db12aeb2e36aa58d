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
    el('thead', {}, el('tr', {}, columns.map(c => el('th', {scope: 'col', class: c.num && 'num'}, c.title)))),
    el('tbody', {}, rows)));
}

/** [['Term', value], …]; a pair without value is left out. */
export function facts(pairs) {
  return el('dl', {class: 'facts'}, pairs.filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', {}, value))));
}

export function heading(title, crumbs, ...aside) {
  document.title = `${title} · ${t.product}`;
  const trail = crumbs.flatMap(([text, href]) => [el('a', {href}, text), ' / ']);
  return el('div', {class: 'head'}, el('div', {}, crumbs.length > 0 && el('nav', {class: 'crumbs', 'aria-label': t.breadcrumb}, trail), el('h1', {}, title)), el('div', {class: 'aside'}, aside));
}

/** A part of a page with its heading. */
export const card = (title, ...content) => el('section', {class: 'card', 'aria-label': title}, el('h2', {}, title), content);

/** Says why there is nothing to see and what to do. */
export const nothing = ({title, help}, ...content) => el('div', {class: 'card empty'}, el('strong', {}, title), help && el('p', {}, help), content);

export function failure(error) {
  return el('p', {class: 'notice error', role: 'alert'}, error.message);
}

export function announce(text) {
  document.getElementById('announcer').textContent = text;
}

/** A button that is off while its work goes on; what goes wrong stands beside it. */
export function action(text, work, attributes = {}) {
  const button = el('button', {type: 'button', ...attributes, onclick: async () => {
    button.disabled = true;
    button.parentElement?.querySelector('.bad[role=alert]')?.remove();
    try {
      await work();
    } catch (error) {
      button.after(el('small', {class: 'bad', role: 'alert'}, error.message));
    }
    button.disabled = false;
  }}, text);
  return button;
}
