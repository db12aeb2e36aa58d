// The REST API, relative to the page, so that both work behind any path prefix.
import {t} from './texts.js';

const BASE = '../v1';
export const PAGE = 200;
/** Answers of finished jobs do not change; so many are kept for the way back. */
const RESULTS_KEPT = 80;

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function request(path, options) {
  let response;
  try {
    response = await fetch(BASE + path, options);
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    throw new ApiError(0, t.errors.away);
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response.status, body?.message ?? t.errors.status(response.status));
  return {body, next: nextCursor(response)};
}

function nextCursor(response) {
  const link = /<([^>]*)>;\s*rel="next"/.exec(response.headers.get('Link') ?? '');
  return link ? new URL(link[1], location.href).searchParams.get('cursor') : null;
}

const kept = new Map();

/** Asks once for what is known already or is on its way, unless that is given up. */
function result(path, parameters, signal) {
  const key = `${path}?${query(parameters)}`;
  if (kept.has(key)) return kept.get(key);
  const answer = request(key, {signal});
  const forget = () => kept.delete(key);
  signal.addEventListener('abort', forget);
  answer.then(() => signal.removeEventListener('abort', forget), forget);
  kept.set(key, answer);
  if (kept.size > RESULTS_KEPT) kept.delete(kept.keys().next().value);
  return answer;
}

/** In one order, so that equal questions are the same. */
function query(parameters) {
  const search = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== ''));
  search.sort();
  return search;
}

const body = async answer => (await answer).body;
const json = (method, content) => ({method, headers: {'Content-Type': 'application/json'}, body: JSON.stringify(content)});

export const listFiles = (limit, cursor, signal) => request(`/files/list?${query({limit, cursor})}`, {signal});
export const process = fileName => body(request('/files/process', json('POST', {file_name: fileName})));
export const details = (job, signal) => body(request(`/file/${job}/details`, {signal}));
export const statistics = (job, signal) => body(result(`/file/${job}/statistics`, {}, signal));
export const host = (job, ip, signal) => body(result(`/file/${job}/statistics/ip`, {ip}, signal));

export const job = (id, signal) => body(request(`/jobs/${id}`, {signal}));
export const cancel = id => body(request(`/jobs/${id}/cancel`, {method: 'POST'}));
export const relabel = (id, model) => body(request('/jobs', json('POST', {relabel: Number(id), model})));
export const flows = (id, parameters, signal) => result(`/jobs/${id}/flows`, parameters, signal);
export const groups = (id, parameters, signal) => body(result(`/jobs/${id}/groups`, parameters, signal));
export const timeline = (id, parameters, signal) => body(result(`/jobs/${id}/timeline`, parameters, signal));
export const flow = (id, flow, signal) => body(result(`/jobs/${id}/flows/${flow}`, {}, signal));
export const packetsAddress = (id, flow) => `${BASE}/jobs/${id}/flows/${flow}/packets`;
export const exportAddress = (id, parameters) => `${BASE}/jobs/${id}/flows?${query(parameters)}`;
export const overview = (id, signal) => body(result(`/jobs/${id}/overview`, {}, signal));
export const health = (id, signal) => body(result(`/jobs/${id}/health`, {}, signal));
export const sessions = (id, parameters, signal) => result(`/jobs/${id}/sessions`, parameters, signal);
export const session = (id, session, signal) => body(result(`/jobs/${id}/sessions/${session}`, {}, signal));
export const hosts = (id, parameters, signal) => result(`/jobs/${id}/hosts`, parameters, signal);
export const hostOf = (id, ip, parameters, signal) => body(result(`/jobs/${id}/hosts/${encodeURIComponent(ip)}`, parameters, signal));
export const graph = (id, parameters, signal) => body(result(`/jobs/${id}/graph`, parameters, signal));
export const compare = (id, parameters, signal) => body(result(`/jobs/${id}/compare`, parameters, signal));

export const models = signal => body(request('/models', {signal}));
export const model = (digest, signal) => body(request(`/models/${digest}`, {signal}));
export const activate = digest => body(request('/models/active', json('PUT', {model: digest})));
export const removeModel = digest => request(`/models/${digest}`, {method: 'DELETE'});

export function uploadModel(manifest, model) {
  const form = new FormData();
  form.append('manifest', manifest);
  form.append('model', model);
  return body(request('/models', {method: 'POST', body: form}));
}

/** Calls `onProgress` with each event until the job has ended or `signal` aborts. */
export function follow(job, onProgress, signal) {
  const source = new EventSource(`${BASE}/jobs/${job}/events`);
  source.addEventListener('progress', event => {
    const progress = JSON.parse(event.data);
    if (progress.state !== 'in_progress') source.close();
    onProgress(progress);
  });
  signal.addEventListener('abort', () => source.close());
}

/** fetch tells nothing of how much is sent, hence XMLHttpRequest. Returns {done, abort}. */
export function upload(file, replace, onProgress) {
  const xhr = new XMLHttpRequest();
  const done = new Promise((resolve, reject) => {
    xhr.upload.addEventListener('progress', event => event.lengthComputable && onProgress(event.loaded, event.total));
    xhr.addEventListener('load', () => {
      const answer = parse(xhr.responseText);
      if (xhr.status === 201) resolve(answer);
      else reject(new ApiError(xhr.status, answer?.message ?? t.errors.uploadStatus(xhr.status)));
    });
    xhr.addEventListener('error', () => reject(new ApiError(0, t.errors.uploadBroke)));
    xhr.addEventListener('abort', () => reject(new ApiError(0, t.errors.uploadCancelled)));
  });
  const form = new FormData();
  form.append('file', file);
  xhr.open('POST', `${BASE}/files${replace ? '?replace=true' : ''}`);
  xhr.send(form);
  return {done, abort: () => xhr.abort()};
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
