// How numbers and times are shown.
import {LANGUAGE, t} from './texts.js';
import {zone} from './zone.js';

const numbers = new Intl.NumberFormat(LANGUAGE);
const compact = new Intl.NumberFormat(LANGUAGE, {notation: 'compact', maximumFractionDigits: 1});
const countries = new Intl.DisplayNames(LANGUAGE, {type: 'region'});
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86400;
const MICROSECONDS = 6;
const PROTOCOLS = {1: 'icmp', 2: 'igmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6', 132: 'sctp'};

export const count = n => numbers.format(n);
export const short = n => compact.format(n);
export const protocol = number => PROTOCOLS[number] ?? String(number);
export const percent = share => share > 0 && share < .005 ? '<1 %' : `${Math.round(share * 100)} %`;

export const time = seconds => seconds ? iso(seconds, 0) : '–';

const localOffset = seconds => -MINUTE * new Date(seconds * 1000).getTimezoneOffset();

/** In the zone that is chosen, with so many decimals of a second. */
export const iso = (seconds, decimals) => utc(zone === 'local' ? Number(seconds) + localOffset(seconds) : seconds, decimals);

let origin = 0;

/** What elapsed times are counted from: the first packet of the capture that is shown. */
export const countFrom = seconds => { origin = seconds; };

/** Seconds to add to a time so that what is round in it is round as it is shown. */
export const shift = seconds => zone === 'local' ? localOffset(seconds) : zone === 'elapsed' ? -origin : 0;

/** A time within a capture: as `iso` shows it, the day left out where there is one only, or how long after the first packet. */
export const moment = (seconds, decimals, ofDay = false) => zone === 'elapsed' ? elapsed(seconds - origin, decimals) : iso(seconds, decimals).slice(ofDay ? 11 : 0);

function elapsed(seconds, decimals) {
  const rounded = Math.abs(seconds).toFixed(decimals);
  const whole = Math.floor(Number(rounded));
  const two = n => String(n).padStart(2, '0');
  const time = `${whole >= HOUR ? `${Math.floor(whole / HOUR)}:` : ''}${two(Math.floor(whole % HOUR / MINUTE))}:${two(whole % MINUTE)}`;
  return `${seconds < 0 && Number(rounded) > 0 ? '−' : '+'}${time}${decimals > 0 ? rounded.slice(-decimals - 1) : ''}`;
}

/** With so many decimals of a second. */
export function utc(seconds, decimals) {
  const rounded = Number(seconds).toFixed(decimals);
  const whole = new Date(Math.floor(Number(rounded)) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  return decimals > 0 ? whole + rounded.slice(-decimals - 1) : whole;
}

/** Decimals of a second that tell times apart which are so many seconds from each other. */
export const decimalsOf = step => step >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(step) - 1e-9));

/** What tells times apart which are so many seconds from each other: the time of day with its decimals, the date, the month or the year. */
export function tick(seconds, step) {
  if (zone === 'elapsed') return elapsed(seconds - origin, decimalsOf(step));
  const whole = iso(seconds, decimalsOf(step));
  if (step >= 360 * DAY) return whole.slice(0, 4);
  if (step >= 28 * DAY) return whole.slice(0, 7);
  if (step >= DAY || (step >= HOUR && (seconds + shift(seconds)) % DAY === 0)) return whole.slice(0, 10);
  return whole.slice(11, step >= MINUTE ? 16 : undefined);
}

export function duration(seconds) {
  const s = Math.max(0, seconds);
  if (s > 0 && s < 1e-3) return `${Math.round(s * 1e6)} ${t.units.microseconds}`;
  if (s > 0 && s < 1) return `${trimmed(s * 1e3)} ${t.units.milliseconds}`;
  if (s < 60) return `${trimmed(s)} ${t.units.seconds}`;
  const whole = Math.round(s);
  const two = (long, longUnit, short, shortUnit) => {
    const rest = Math.floor(whole % long / short);
    return `${Math.floor(whole / long)} ${longUnit}${rest > 0 ? ` ${rest} ${shortUnit}` : ''}`;
  };
  if (whole < HOUR) return two(MINUTE, t.units.minutes, 1, t.units.seconds);
  if (whole < DAY) return two(HOUR, t.units.hours, MINUTE, t.units.minutes);
  return two(DAY, t.units.days, HOUR, t.units.hours);
}

/** A round length of time by its name. */
export const span = seconds => seconds >= DAY ? `${seconds / DAY} ${t.units.days}` : seconds >= HOUR ? `${seconds / HOUR} ${t.units.hours}` : `${seconds / MINUTE} ${t.units.minutes}`;

/** Three digits, as few decimals as they need. */
const trimmed = n => String(Number(n.toPrecision(3)));

export function bytes(n) {
  let power = 0;
  for (; n >= 999.5 && power < t.units.bytes.length - 1; power++) n /= 1000;
  return `${power === 0 ? Math.round(n) : trimmed(n)} ${t.units.bytes[power]}`;
}

/** An address with its port; 0 stands for a protocol without ports. */
export const endpoint = (ip, port) => port === 0 ? ip : ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;

/** What shows these packets in Wireshark and tshark. A capture may tell the last one's time finer than a flow does. */
export function displayFilter({src_ip: client, src_port: from, dst_ip: server, dst_port: to, protocol: number, time_start: start, time_end: end}) {
  const ip = client.includes(':') ? 'ipv6' : 'ip';
  const ports = {6: 'tcp', 17: 'udp', 132: 'sctp'}[number];
  const kind = ports ? `${ports}.port eq ${from} and ${ports}.port eq ${to}` : `${ip === 'ip' ? 'ip.proto' : 'ipv6.nxt'} eq ${number}`;
  return `${ip}.addr eq ${client} and ${ip}.addr eq ${server} and ${kind} and frame.time_epoch >= ${start.toFixed(MICROSECONDS)} and frame.time_epoch < ${(end + 1e-6).toFixed(MICROSECONDS)}`;
}

/** What a country value is called: a code of ISO 3166-1, 'private' or 'unknown'. */
export const country = code => t.countries[code] ?? (/^[A-Z]{2}$/.test(code) ? countries.of(code) : code);

/** Whether it is one that a map has. */
export const isPlace = code => code !== undefined && code !== 'private' && code !== 'unknown';

export const stateName = state => t.states[state] ?? state;
export const phaseName = phase => t.phases[phase] ?? phase;
