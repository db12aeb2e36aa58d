// The REST API, relative to the page, so that both work behind any path prefix.
const BASE = '../v1';
export const PAGE = 200;

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
    throw new ApiError(0, 'TrActor does not answer. Check the network, or whether it still runs.');
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response.status, body?.message ?? `The request failed with status ${response.status}.`);
  return {body, next: nextCursor(response)};
}

function nextCursor(response) {
  const link = /<([^>]*)>;\s*rel="next"/.exec(response.headers.get('Link') ?? '');
  return link ? new URL(link[1], location.href).searchParams.get('cursor') : null;
}

const query = parameters => new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined));
const body = async answer => (await answer).body;

export const listFiles = (limit, cursor, signal) => request(`/files/list?${query({limit, cursor})}`, {signal});
export const process = fileName => body(request('/files/process', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({file_name: fileName})}));
export const details = (job, signal) => body(request(`/file/${job}/details`, {signal}));
export const statistics = (job, signal) => body(request(`/file/${job}/statistics`, {signal}));
export const labelStatistics = (job, label, signal) => body(request(`/file/${job}/statistics/labels?${query({label})}`, {signal}));
export const host = (job, ip, signal) => body(request(`/file/${job}/statistics/ip?${query({ip})}`, {signal}));
export const flows = (job, label, cursor, signal) => request(`/file/${job}/flows/labels?${query({label, limit: PAGE, cursor})}`, {signal});
export const labels = signal => body(request('/labels/list', {signal}));
export const cancel = job => body(request(`/jobs/${job}/cancel`, {method: 'POST'}));

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
      else reject(new ApiError(xhr.status, answer?.message ?? `The upload failed with status ${xhr.status}.`));
    });
    xhr.addEventListener('error', () => reject(new ApiError(0, 'The connection broke; nothing of this file is stored.')));
    xhr.addEventListener('abort', () => reject(new ApiError(0, 'Cancelled; nothing of this file is stored.')));
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
