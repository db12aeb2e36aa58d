// Builds elements. Text only ever becomes a text node, so nothing a capture contains can become markup.

/** el('td', {class: 'num', onclick: f}, 'text', child, [more]); null, undefined and false are left out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
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
  document.title = `${title} · TrActor`;
  const trail = crumbs.flatMap(([text, href]) => [el('a', {href}, text), ' / ']);
  return el('div', {class: 'head'}, el('div', {}, crumbs.length > 0 && el('nav', {class: 'crumbs', 'aria-label': 'Breadcrumb'}, trail), el('h1', {}, title)), el('div', {}, aside));
}

export function failure(error) {
  return el('p', {class: 'notice error', role: 'alert'}, error.message);
}

export function announce(text) {
  document.getElementById('announcer').textContent = text;
}
