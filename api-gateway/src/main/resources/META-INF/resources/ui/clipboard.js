// Copies texts.
import {el, notify} from './dom.js';
import {t} from './texts.js';

/** The clipboard is only for pages that came by TLS or from this machine; a selection can be copied everywhere. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = el('textarea', {class: 'visually-hidden'});
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand('copy');
    box.remove();
  }
  notify(t.value.copied(text));
}
