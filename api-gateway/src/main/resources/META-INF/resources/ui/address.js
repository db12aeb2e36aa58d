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

/** The job that the address names. */
export const jobHere = () => /^\/job\/(\d+)/.exec(here().path)?.[1];

/** This view with other parameters. */
export function withParameters(changes) {
  const {path, parameters} = here();
  return address(path, {...parameters, ...changes});
}

export const overviewOf = (job, query, measure, by) => address(`/job/${job}`, {query, measure: unless('bytes', measure), by: unless('label', by)});
/** What is usual is not in the address. */
export const unless = (usual, value) => value === usual ? null : value;
export const flowsOf = (job, query, sort) => address(`/job/${job}/flows`, {query, sort});
/** With a query, the flows before and after it are those that the query finds. */
export const flowOf = (job, flow, query) => address(`/job/${job}/flow/${flow}`, {query});
export const sessionsOf = (job, query) => address(`/job/${job}/sessions`, {query});
export const sessionOf = (job, session) => address(`/job/${job}/session/${session}`);
export const hostsOf = (job, query) => address(`/job/${job}/hosts`, {query});
export const beaconsOf = (job, query) => address(`/job/${job}/beacons`, {query});
export const indicatorsOf = (job, query) => address(`/job/${job}/indicators`, {query});
export const graphOf = (job, query) => address(`/job/${job}/graph`, {query});
export const compareOf = (job, other, query) => address(`/job/${job}/compare`, {with: other, query});
export const aboutOf = job => address(`/job/${job}/about`);
export const hostOf = (job, ip) => address(`/job/${job}/host/${encodeURIComponent(ip)}`);
