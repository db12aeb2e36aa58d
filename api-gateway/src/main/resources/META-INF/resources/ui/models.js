// Models: which there are, which one is active, what is in them, another one.
import * as api from './api.js';
import {el, replace, table, heading, facts, card, nothing, action, announce, ask, failure, skeleton} from './dom.js';
import * as format from './format.js';
import {trainingReport} from './report.js';
import {t} from './texts.js';

const COLUMNS = [{title: t.models.name}, {title: t.models.profile}, {title: t.models.digest}, {title: t.models.length, num: true}, {title: t.models.added}, {title: t.models.actions, num: true}];
const DIGEST_SHOWN = 12;

export async function showModels(view, signal) {
  const list = el('section', {class: 'card listing', 'aria-label': t.models.caption});
  async function refresh() {
    const models = await api.models(signal);
    replace(list, models.length === 0 ? nothing(t.models.empty) : table(t.models.caption, COLUMNS, models.map(model => rows(model, refresh))));
  }
  await refresh();
  replace(view, heading(t.models.title, []), el('p', {class: 'muted'}, t.models.intro), list, uploadForm(refresh));
}

function rows(model, refresh) {
  const {name, digest} = model;
  const details = el('tr', {hidden: true}, el('td', {colspan: COLUMNS.length}));
  const acted = (work, text) => async () => { await work(); announce(text); await refresh(); };
  const fill = async () => {
    try {
      const [{manifest}, measured] = await Promise.all([api.model(digest), api.modelReport(digest).catch(error => { if (error.status !== 404) throw error; })]);
      replace(details.firstChild, el('div', {class: 'view'}, about(manifest), measured ? trainingReport(measured) : el('p', {class: 'muted'}, t.report.none)));
    } catch (error) {
      replace(details.firstChild, failure(error, fill));
    }
  };
  const show = async event => {
    details.hidden = !details.hidden;
    event.currentTarget.setAttribute('aria-expanded', String(!details.hidden));
    if (details.hidden || details.firstChild.hasChildNodes()) return;
    replace(details.firstChild, skeleton());
    await fill();
  };
  return [el('tr', {},
    el('td', {class: 'name'}, name, model.active && [' ', el('span', {class: 'badge'}, t.models.active)], model.built_in && el('small', {}, t.models.builtIn)),
    el('td', {}, model.profile), el('td', {class: 'mono', title: digest}, digest.slice(0, DIGEST_SHOWN)), el('td', {class: 'num'}, format.bytes(model.size_bytes)), el('td', {class: 'tight'}, format.time(model.added_at)),
    el('td', {class: 'actions'}, el('button', {type: 'button', 'aria-expanded': 'false', onclick: show}, t.models.report), ' ',
      !model.active && action(t.models.activate, acted(() => api.activate(digest), t.models.activated(name)), {class: 'primary'}), ' ',
      !model.active && !model.built_in && action(t.models.remove, () => ask(t.models.sure(name), el('p', {}, t.models.sureHelp), t.models.remove, acted(() => api.removeModel(digest), t.models.removed(name)), 'danger')))), details];
}

function about(manifest) {
  const {labels = [], features = [], threshold, data, task, command, libraries = {}} = manifest;
  const bounded = features.filter(({min, max}) => min !== undefined && max !== undefined);
  return el('div', {class: 'view'}, facts([[t.models.task, task], [t.models.labels, labels.join(', ')], [t.models.features, features.length || null], [t.models.threshold, threshold],
    [t.models.data, data && `${data.file}${data.rows ? ` (${t.models.rows(data.rows)})` : ''}`], [t.models.libraries, Object.entries(libraries).map(([name, version]) => `${name} ${version}`).join(', ')],
    [t.models.command, command && el('code', {}, command)]]),
    bounded.length > 0 && el('details', {}, el('summary', {}, t.models.ranges), table(t.models.ranges, [{title: t.models.feature}, {title: t.models.least, num: true}, {title: t.models.most, num: true}],
      bounded.map(({name, min, max}) => el('tr', {}, el('td', {class: 'mono'}, name), el('td', {class: 'num'}, format.count(min)), el('td', {class: 'num'}, format.count(max)))))),
    el('details', {}, el('summary', {}, t.models.manifestWhole), el('pre', {class: 'source', tabindex: 0}, JSON.stringify(manifest, null, 2))));
}

function uploadForm(refresh) {
  const file = (label, accept, required = true) => el('input', {type: 'file', accept, required, 'aria-label': label});
  const model = file(t.models.model, '.onnx');
  const manifest = file(t.models.manifest, '.json,application/json');
  const measured = file(t.models.measured, '.json,application/json', false);
  const message = el('div', {role: 'status'});
  const form = el('form', {class: 'inline', onsubmit: async event => {
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    try {
      const added = await api.uploadModel(manifest.files[0], model.files[0], measured.files[0]);
      form.reset();
      replace(message, el('p', {class: 'notice good'}, t.models.uploaded(added.name)));
      await refresh();
    } catch (error) {
      replace(message, failure(error));
    }
    button.disabled = false;
  }}, el('label', {}, t.models.model, model), el('label', {}, t.models.manifest, manifest), el('label', {}, t.models.measured, measured), el('button', {class: 'primary'}, t.models.send));
  return card(t.models.upload, el('p', {class: 'muted'}, t.models.uploadHelp), form, message);
}
