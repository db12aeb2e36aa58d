// The REST API, relative to the page, so that both work behind any path prefix.
import {t} from './texts.js';

const BASE = '../v1';
export const PAGE = 200;
/** Answers of finished jobs do not change; so many are kept for the way back. */
const RESULTS_KEPT = 80;
const FOLLOW_AGAIN_MS = 3000;

/** A request that gets no answer in this time is given up. */
const TIMEOUT_MS = 30_000;
/** So long a question waits before it is asked again while nobody answers it. */
const AGAIN_AFTER_MS = [300, 1200];
const AWAY = new Set([0, 502, 503, 504]);
const NO_CONTENT = 204;
/** As a proxy would say it of what it cannot read. */
const GARBLED = 502;

export class ApiError extends Error {
  /** `problem`: the body of the answer (RFC 9457), where it has one. */
  constructor(status, message, problem = {}) {
    super(message);
    Object.assign(this, {status, problem});
  }

  /** Nobody was there to answer; the same question may be answered later. */
  get away() {
    return AWAY.has(this.status);
  }
}

async function request(path, options = {}) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(path, options);
    } catch (error) {
      if (options.method || !error.away || attempt === AGAIN_AFTER_MS.length) throw error;
      await pause(AGAIN_AFTER_MS[attempt], options.signal);
    }
  }
}

async function once(path, options) {
  const late = AbortSignal.timeout(TIMEOUT_MS);
  let response;
  let body;
  try {
    response = await fetch(BASE + path, {...options, signal: options.signal ? AbortSignal.any([options.signal, late]) : late});
    body = await response.json().catch(cause => { if (cause.name === 'SyntaxError') return null; throw cause; });
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    throw cause.name === 'TimeoutError' ? new ApiError(408, t.errors.slow(TIMEOUT_MS / 1000)) : new ApiError(0, t.errors.away);
  }
  if (!response.ok) throw new ApiError(response.status, body?.message ?? body?.detail ?? t.errors.status(response.status), body ?? {});
  if (body === null && response.status !== NO_CONTENT) throw new ApiError(GARBLED, t.errors.garbled);
  return {body, next: nextCursor(response), isForNow: response.headers.get('Cache-Control') === 'no-store'};
}

/** Waits; an abort ends it as it ends a request. */
export const pause = (ms, signal) => new Promise((resolve, reject) => {
  const timer = setTimeout(resolve, ms);
  signal?.addEventListener('abort', () => { clearTimeout(timer); reject(new DOMException('', 'AbortError')); }, {once: true});
});

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
  answer.then(({isForNow}) => isForNow ? forget() : signal.removeEventListener('abort', forget), forget);
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

export const captures = (parameters, signal) => request(`/captures?${query(parameters)}`, {signal});
export const capture = (name, signal) => body(request(`/captures/${name.split('/').map(encodeURIComponent).join('/')}`, {signal}));
export const removeCapture = name => request(`/captures/${name.split('/').map(encodeURIComponent).join('/')}`, {method: 'DELETE'});
export const details = (job, signal) => body(request(`/file/${job}/details`, {signal}));
export const statistics = (job, signal) => body(result(`/file/${job}/statistics`, {}, signal));
export const host = (job, ip, signal) => body(result(`/file/${job}/statistics/ip`, {ip}, signal));

export const job = (id, signal) => body(request(`/jobs/${id}`, {signal}));
export const cancel = id => body(request(`/jobs/${id}/cancel`, {method: 'POST'}));
/** {file_name | relabel, model?, options?} */
export const startJob = asked => body(request('/jobs', json('POST', asked)));
export const jobs = (parameters, signal) => request(`/jobs?${query(parameters)}`, {signal});
export const removeJob = id => request(`/jobs/${id}`, {method: 'DELETE'});
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
export const beacons = (id, parameters, signal) => body(result(`/jobs/${id}/beacons`, parameters, signal));
export const graph = (id, parameters, signal) => body(result(`/jobs/${id}/graph`, parameters, signal));
export const compare = (id, parameters, signal) => body(result(`/jobs/${id}/compare`, parameters, signal));

export const models = signal => body(request('/models', {signal}));
export const model = (digest, signal) => body(request(`/models/${digest}`, {signal}));
export const activate = digest => body(request('/models/active', json('PUT', {model: digest})));
export const removeModel = digest => request(`/models/${digest}`, {method: 'DELETE'});

export const modelReport = (digest, signal) => body(request(`/models/${digest}/report`, {signal}));

export function uploadModel(manifest, model, report) {
  const form = new FormData();
  form.append('manifest', manifest);
  form.append('model', model);
  if (report) form.append('report', report);
  return body(request('/models', {method: 'POST', body: form}));
}

/** Calls `onProgress` with each event until the job has ended or `signal` aborts, and `onTrouble` while nobody answers. */
export function follow(job, onProgress, signal, onTrouble = () => {}) {
  let source;
  let timer;
  const open = () => {
    source = new EventSource(`${BASE}/jobs/${job}/events`);
    source.addEventListener('progress', event => {
      const progress = parse(event.data);
      if (!progress) return onTrouble();
      if (progress.state !== 'in_progress') source.close();
      onProgress(progress);
    });
    source.addEventListener('error', () => {
      onTrouble();
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, FOLLOW_AGAIN_MS);
    });
  };
  open();
  signal.addEventListener('abort', () => { source.close(); clearTimeout(timer); });
}

export const beginUpload = asked => body(request('/uploads', json('POST', asked)));
export const uploadParts = (id, from) => body(request(`/uploads/${id}/parts?${query({from})}`));
export const completeUpload = (id, parts) => body(request(`/uploads/${id}/completion`, json('POST', {parts})));
export const abandonUpload = id => request(`/uploads/${id}`, {method: 'DELETE'});

/** Sends a part straight to the bucket. Gives its ETag; status 0 where the bucket cannot be reached from here. */
export function putPart(url, blob, onProgress, signal) {
  return sent(xhr => { xhr.open('PUT', url); xhr.send(blob); }, onProgress, signal).then(xhr => {
    if (xhr.status !== 200) throw new ApiError(xhr.status, t.errors.uploadStatus(xhr.status));
    const etag = xhr.getResponseHeader('ETag');
    if (!etag) throw new ApiError(0, t.errors.uploadBroke);
    return etag;
  });
}

/** Sends a capture through the gateway. */
export async function upload(file, replace, onProgress, signal) {
  const form = new FormData();
  form.append('file', file);
  const xhr = await sent(xhr => { xhr.open('POST', `${BASE}/files${replace ? '?replace=true' : ''}`); xhr.send(form); }, onProgress, signal);
  const answer = parse(xhr.responseText);
  if (xhr.status !== 201) throw new ApiError(xhr.status, answer?.message ?? t.errors.uploadStatus(xhr.status), answer ?? {});
  return answer[0];
}

/** fetch tells nothing of how much is sent, hence XMLHttpRequest. */
function sent(send, onProgress, signal) {
  const xhr = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    xhr.upload.addEventListener('progress', event => onProgress(event.loaded));
    xhr.addEventListener('load', () => resolve(xhr));
    xhr.addEventListener('error', () => reject(new ApiError(0, t.errors.uploadBroke)));
    xhr.addEventListener('abort', () => reject(new ApiError(0, t.errors.uploadCancelled)));
    signal.addEventListener('abort', () => xhr.abort());
    if (signal.aborted) reject(new ApiError(0, t.errors.uploadCancelled));
    else send(xhr);
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
