// Finds addresses, networks and domains in a text, as reports write them: one a line or in between, in addresses of pages, made harmless (hxxp, [.]).

const HARMLESS = [[/\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)/gi, '.'], [/\[:\]/g, ':'], [/\[:\/\/\]/g, '://'], [/\bhxxp/gi, 'http'], [/\[@\]|\[at\]/gi, '@']];
const COMMENT = /(^|\s)#.*$/gm;
const BETWEEN = /[\s,;"'`<>|()]+/;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
const NETWORK = /^([0-9a-f.:]+)\/(\d{1,3})$/i;
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const IPV6 = /^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*$/i;
const DOMAIN = /^([\p{L}\p{N}_-]+\.)+\p{L}[\p{L}\p{N}-]+$/u;

/** {indicators: [{field: ip or domain, value, isNetwork?}], others: how many words are none}; each once, in their order. */
export function indicatorsIn(text) {
  const words = HARMLESS.reduce((now, [written, meant]) => now.replace(written, meant), text.replace(COMMENT, '$1')).split(BETWEEN).filter(word => /[\p{L}\p{N}]/u.test(word));
  const found = words.map(indicator);
  const known = new Map(found.filter(Boolean).map(one => [one.value, one]));
  return {indicators: [...known.values()], others: found.filter(one => !one).length};
}

function indicator(word) {
  const network = NETWORK.exec(word);
  if (network) return isAddress(network[1]) && Number(network[2]) <= (network[1].includes(':') ? 128 : 32) ? {field: 'ip', value: word.toLowerCase(), isNetwork: true} : null;
  if (isAddress(word)) return {field: 'ip', value: word.toLowerCase()};
  const host = hostIn(word);
  if (isAddress(host)) return {field: 'ip', value: host};
  return DOMAIN.test(host) ? {field: 'domain', value: ascii(host)} : null;
}

/** Without scheme, user, port and path; without the dot of the root and the star of a wildcard. */
function hostIn(word) {
  const host = word.replace(SCHEME, '').replace(/[/?#].*$/, '').replace(/^.*@/, '');
  return host.replace(/^\[([^\]]*)\].*$/, '$1').replace(/^([^:]*):\d*$/, '$1').replace(/^\*?\./, '').replace(/\.$/, '').toLowerCase();
}

/** As the browser reads it. */
function isAddress(text) {
  if (IPV4.test(text)) return text.split('.').every(part => Number(part) < 256);
  return IPV6.test(text) && URL.canParse(`http://[${text}]`);
}

/** As it is asked for in DNS. */
const ascii = host => URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host;
