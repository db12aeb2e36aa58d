// How numbers and times are shown. Times are those of the capture, in UTC.
const numbers = new Intl.NumberFormat('en');

export const count = n => numbers.format(n);

export const time = seconds => seconds ? new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ') : '–';

export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor(s % 86400 / 3600)} h`;
}

export function bytes(n) {
  if (n < 1e3) return `${n} B`;
  if (n < 1e6) return `${(n / 1e3).toFixed(0)} kB`;
  if (n < 1e9) return `${(n / 1e6).toFixed(1)} MB`;
  return `${(n / 1e9).toFixed(2)} GB`;
}

/** An address with its port; 0 stands for a protocol without ports. */
export const endpoint = (ip, port) => port === 0 ? ip : ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;

export const stateName = state => ({new: 'New', in_progress: 'In progress', finished: 'Finished', failed: 'Failed'})[state] ?? state;
