// Addresses of views: '#/job/7/flows?query=label:tls'. Whatever a view shows is in its address, so that it can be shared.

/** Parameters that are empty are left out. */
export function address(path, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return `#${path}${given.length > 0 ? `?${new URLSearchParams(given)}` : ''}`;
}

/** {path, parameters} of the page's address. */
export function here() {
  const [path, search = ''] = location.hash.replace(/^#/, '').split(/\?(.*)/s);
  return {path: path || '/', parameters: Object.fromEntries(new URLSearchParams(search))};
}

/** This view with other parameters. */
export function withParameters(changes) {
  const {path, parameters} = here();
  return address(path, {...parameters, ...changes});
}

export const overviewOf = (job, query, measure) => address(`/job/${job}`, {query, measure: unlessUsual(measure)});
export const unlessUsual = measure => measure === 'bytes' ? null : measure;
export const flowsOf = (job, query, sort) => address(`/job/${job}/flows`, {query, sort});
export const aboutOf = job => address(`/job/${job}/about`);
export const hostOf = (job, ip) => address(`/job/${job}/host/${encodeURIComponent(ip)}`);
