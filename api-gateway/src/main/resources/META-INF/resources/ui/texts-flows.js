// Texts of the query, and of the views of flows, sessions, hosts and the graph.
import {zone} from './zone.js';

const number = new Intl.NumberFormat('en');
const counted = (n, one, many) => `${number.format(n)} ${n === 1 ? one : many}`;

/** What stands behind the name of a time, and of one within a capture. */
const AT = zone === 'local' ? 'local' : 'UTC';
const WITHIN = zone === 'elapsed' ? '' : ` (${AT})`;

export const flowTexts = {
  query: {
    label: 'Query (press / to go here)', placeholder: 'label:telegram and dst.port:443 and bytes>1M', search: 'Search', clear: 'Clear', active: 'Active filters', help: 'How to write a query',
    drop: term => `Remove the filter ${term}`, negate: term => `Turn the filter ${term} into its opposite`,
    at: column => `At column ${column}: `, between: (from, to) => `${from} to ${to}`, fieldsIntro: 'Fields (choose one to insert it):', examplesIntro: 'Examples:',
    rules: 'Conditions are joined by and, or, not and parentheses. Names take * for any characters, numbers take K, M, G and ranges such as 1..1024; field:* asks whether there is one.',
    nothing: {title: 'No flow fulfils this query', help: 'Remove a filter above, or begin again without one.', way: 'Show all flows'},
    suggestions: 'Suggestions', suggested: n => n === 0 ? 'No suggestions' : `${counted(n, 'suggestion', 'suggestions')}, choose with the arrow keys`, flows: n => counted(n, 'flow', 'flows'), keyword: 'joins conditions', askedBefore: 'asked before',
    add: 'Add a filter', field: 'Field', sign: 'Comparison', value: 'Value', apply: 'Add', signs: {':': 'is', '!=': 'is not', '>': 'is more than', '<': 'is less than'},
    fields: {label: 'application or protocol', group: 'group of the label', class: 'traffic class of the model', app: 'protocol under the application', method: 'how the label was found', domain: 'name the flow was addressed by',
      user_agent: 'part of the user agent', comment: 'part of the reason for the label', ip: 'address or network of either side', 'src.ip': 'address or network of the client', 'dst.ip': 'address or network of the server',
      port: 'port of either side', 'src.port': 'port of the client', 'dst.port': 'port of the server', protocol: 'tcp, udp, icmp or a number', bytes: 'of both directions', 'bytes.fwd': 'client to server', 'bytes.bwd': 'server to client',
      packets: 'of both directions', 'packets.fwd': 'client to server', 'packets.bwd': 'server to client', start: 'time of the first packet', end: 'time of the last packet', duration: 'with us, ms, s, m or h',
      end_reason: 'why the flow ended', confidence: 'of the label, 0 to 1', symptom: 'what is wrong with it as it was captured', flow: 'number in the capture', session: 'number of its session', country: 'two letters, either side', 'src.country': 'two letters, the client', 'dst.country': 'two letters, the server'},
  },

  flows: {
    caption: 'Flows that the query finds', part: (from, to) => `${number.format(from)}–${number.format(to)}`, range: (from, to, total) => `${number.format(from)}–${number.format(to)} of ${counted(total, 'flow', 'flows')}`,
    previous: 'Previous', next: 'Next', first: 'First page', pages: 'Pages', rows: 'Rows', keys: 'A click on a value narrows to it, with Shift it leaves it out, a right click says what else; the arrow keys go from row to row, Enter shows a flow beside the table. ? lists all keys.',
    columns: 'Columns', standard: 'Standard columns', open: flow => `Flow ${flow}`, filterBy: term => `Only ${term} (with Shift: without it)`, sortBy: name => `Sort by ${name}`,
    download: 'Download', downloadHelp: 'All flows that the query finds, in this order', failed: reason => `The download failed: ${reason}`, prepares: 'Asking for the file …',
    formats: {csv: 'CSV, the columns shown', ndjson: 'NDJSON, a line per flow', parquet: 'Parquet, for pandas and DuckDB', pcapng: 'pcapng, their packets'},
    names: {flow: '#', start: `Start${WITHIN}`, duration: 'Duration', client: 'Client', server: 'Server', protocol: 'Protocol', label: 'Label', group: 'Group', class: 'Class', app: 'Application', domain: 'Domain', bytes: 'Bytes',
      bytes_fwd: 'Bytes sent', bytes_bwd: 'Bytes received', packets: 'Packets', method: 'Found by', confidence: 'Confidence', comment: 'Why', end_reason: 'Ended by', symptoms: 'Health', session: 'Session', user_agent: 'User agent', src_country: 'Client country', dst_country: 'Server country'},
  },

  flow: {
    title: flow => `Flow ${number.format(flow)}`, page: 'All about this flow', why: 'Why this label', noReason: 'Nothing in this flow tells what it is.', confidence: 'Confidence', method: 'Found by', group: 'Group', class: 'Traffic class',
    app: 'Application protocol', domain: 'Domain', agent: 'User agent', start: `First packet (${AT})`, end: `Last packet (${AT})`, duration: 'Duration', ended: 'Ended by', sameSession: 'All flows of this session',
    sameHosts: 'All flows between these hosts', around: 'What the client did a minute before and after', protocol: 'Protocol', scope: 'VLAN and tunnel', client: 'Client', server: 'Server', directions: 'Both directions', forward: 'Client to server', backward: 'Server to client',
    amount: (packets, bytes) => `${counted(packets, 'packet', 'packets')}, ${bytes}`, gone: {title: 'There is no such flow in this job', help: 'Flows are numbered from 0 in the order of their first packets.', way: 'Show all flows'},
    health: 'Health', symptoms: {snapped: 'payload cut', reordered: 'out of order', 'super-packets': 'merged packets', duplicated: 'captured twice', 'one-sided': 'one side only', gaps: 'gaps'},
    endings: {idle: 'idle timeout', active: 'active timeout', end: 'its end was seen', forced: 'end of the capture', resources: 'limit on open flows'},
    decided: packets => `after ${counted(packets, 'packet', 'packets')}`, decidedAfter: 'Decided', previous: 'Previous', next: 'Next', neighbours: 'Flows before and after this one',
    packets: 'Packets', bytes: 'Bytes', payload: 'Payload', flags: 'TCP flags', what: 'Of', packetsLoad: 'Download packets', copy: 'Copy …', copyFilter: 'Filter for Wireshark', copyCommunity: 'Community ID', copyAddress: 'Address of this page', community: 'Community ID', packetsGone: reason => `Its packets cannot be downloaded: ${reason}`,
    stored: 'Evidence, first packets and features', evidence: 'Evidence', evidenceKind: 'Kind', evidenceValue: 'Value', evidencePacket: 'Packet', noEvidence: 'Neither side said anything about itself.', packetNumber: n => `Packet ${n} of the flow`,
    splt: 'First packets', spltHelp: 'Payload, client up and server down', byOrder: 'In order', byTime: 'By time', spltBy: 'Arrange the packets', noSplt: 'No lengths of packets are kept for this flow.',
    packet: (n, way, length, gap) => [`Packet ${n}`, way, length, gap && `${gap} after the one before`].filter(Boolean).join(', '), noPayload: 'no payload', spltTable: 'The same as a table', at: 'Time', length: 'Payload', way: 'Direction',
    describeSplt: (n, up, down) => `${counted(n, 'packet', 'packets')}: ${up} from the client, ${down} from the server. Arrow keys go from packet to packet.`,
    payloadFirst: 'First payload bytes', noPayloadKept: 'None was sent', features: 'Features', profile: 'Profile', noFeatures: 'No feature vectors are kept for this flow.', missing: 'missing', values: 'Other values', perPacket: 'Per packet',
    stats: {total: 'total', min: 'least', mean: 'mean', max: 'greatest', std: 'deviation'}, sides: {fwd: 'client', bwd: 'server', packets: 'packets'}, measure: 'Feature', unit: 'Unit', number: 'Value',
    session: 'Session', sessionOf: (session, flows) => `Session ${number.format(session)} with ${counted(flows, 'flow', 'flows')}`, noSession: 'It stands alone: nothing links it with other flows.',
  },

  sessions: {
    caption: 'Sessions', intro: 'The flows that one run of an application made, told by what links them.', extent: (from, to, more) => `${number.format(from)}–${number.format(to)} sessions${more ? ', and more' : ''}`,
    names: {when: 'When', session: '#', start: `Start${WITHIN}`, client: 'Client', label: 'Label', group: 'Group', duration: 'Duration', flows: 'Flows', packets: 'Packets', bytes: 'Bytes', confidence: 'Confidence'},
    empty: {title: 'No sessions', help: 'A session needs at least two flows that name each other, or one that a DNS answer led to.'},
    nothing: {title: 'No session has a flow that fulfils this query', help: 'Remove a filter above, or begin again without one.', way: 'Show all sessions'},
    open: session => `Session ${session}`,
  },

  session: {
    title: session => `Session ${number.format(session)}`, lanes: 'How it went', lanesHelp: 'A bar per flow from its first to its last packet; arrows are links, from the flow that led to the other',
    describe: (flows, links) => `${counted(flows, 'flow', 'flows')} over time with ${counted(links, 'link', 'links')}; the table below says the same.`,
    links: 'Links', from: 'From', to: 'To', kind: 'Kind', evidence: 'Evidence', noLinks: 'One flow only; nothing else was linked with it.', outside: 'a DNS flow that is no member', flow: flow => `Flow ${number.format(flow)}`,
    members: 'Flows', all: 'All flows of this session', more: (shown, flows) => `The first ${number.format(shown)} of ${counted(flows, 'flow', 'flows')}`, features: 'Features', gone: {title: 'There is no such session in this job', way: 'Show all sessions'},
    kinds: {'ftp-data': 'FTP data: named by the control flow', 'tftp-transfer': 'TFTP transfer', 'sip-media': 'media named in SIP', 'rtsp-media': 'media named in RTSP', 'dns-answer': 'address from a DNS answer',
      'same-site': 'same client, same site', 'same-info-hash': 'same BitTorrent info hash', 'same-media-socket': 'same socket: STUN, then media', 'same-call': 'same SIP call', 'gateway-media': 'media of a gateway'},
    moreLinks: (shown, links) => `The first ${number.format(shown)} of ${number.format(links)} links`,
    shown: (shown, flows) => `The first ${number.format(shown)} of ${number.format(flows)} flows are drawn`,
  },

  hosts: {
    caption: 'Hosts', extent: (from, to, more) => `${number.format(from)}–${number.format(to)} hosts${more ? ', and more' : ''}`, names: {when: 'When', ip: 'Address', name: 'Name', country: 'Country', flows: 'Flows', roles: 'Client / server', peers: 'Peers', bytes: 'Bytes', bytes_sent: 'Sent', bytes_received: 'Received', first: `First seen (${AT})`, last: `Last seen (${AT})`},
    nothing: {title: 'No host takes part in a flow that fulfils this query', help: 'Remove a filter above, or begin again without one.', way: 'Show all hosts'}, open: ip => `Host ${ip}`,
  },

  host: {
    title: 'Host', country: 'Country', city: 'City', system: 'Autonomous system', all: 'All its flows', whole: 'Overview of this host', asClient: 'As client', asServer: 'As server', sent: 'Sent', received: 'Received', peers: 'Peers',
    first: `First packet (${AT})`, last: `Last packet (${AT})`, names: 'Names', namesHelp: 'under which others addressed it', agents: 'User agents', labels: 'What it speaks', services: 'Services it offers', peersTop: 'Whom it talks to',
    noNames: 'Nobody addressed it by a name.', noServices: 'It never was the server.', port: 'Port', graph: 'Graph of its traffic', flows: n => counted(n, 'flow', 'flows'), peer: 'Host', name: 'Name', label: 'Label', timeline: 'When it was active',
    gone: {title: 'No flow of this job has this host', way: 'Show all hosts'}, of: n => `the first ${number.format(n)}`,
  },

  beacons: {
    intro: 'Clients that turn to a service again and again, the steadiest first. Updates and clocks call regularly, and so does malware that waits for orders.', extent: (shown, pairs) => shown < pairs ? `${number.format(shown)} of ${counted(pairs, 'pair', 'pairs')}` : counted(pairs, 'pair', 'pairs'),
    names: {score: 'Score', client: 'Client', server: 'Server', port: 'Port', name: 'Name', label: 'Label', every: 'Every', deviation: 'Deviation', contacts: 'Contacts', flows: 'Flows', bytes: 'Bytes each', when: 'When'},
    parts: (intervals, bytes, span) => `Intervals ${intervals.toFixed(2)}, bytes ${bytes.toFixed(2)}, span ${span.toFixed(2)}`, open: ({src_ip: client, dst_ip: server, score}) => `Flows of ${client} to ${server}, score ${score.toFixed(2)}`,
    none: {title: 'Nobody calls regularly', help: 'No client turned to the same service five times or more, a second or more apart.'},
    nothing: {title: 'No flows that fulfil this query repeat', help: 'It takes five contacts of a client with the same service. Remove a filter above, or begin again without one.', way: 'Show all beacons'},
  },

  indicators: {
    list: 'Addresses, networks and domains to look for', help: 'As a report names them: one a line or in between, also as hxxp://evil[.]example/path; a domain stands for the names under it, what follows a # is left out. This browser keeps the list.', example: '198.51.100.7\n203.0.113.0/24\nevil[.]example', look: 'Look them up',
    names: {indicator: 'Indicator', label: 'Label', flows: 'Flows', packets: 'Packets', bytes: 'Bytes'}, busy: (told, all) => `${number.format(told)} of ${number.format(all)} looked up …`,
    found: (found, all) => `${number.format(found)} of ${number.format(all)} ${found === 1 ? 'has' : 'have'} flows`, unseen: n => `${number.format(n)} without a flow`, none: 'No address, network or domain is in this text.',
    others: n => `${counted(n, 'word is', 'words are')} none of them`, cut: most => `only the first ${number.format(most)} are looked up`,
  },

  rhythm: {title: 'How regularly it calls', help: 'services that it turned to five times or more, the steadiest first', all: pairs => `All ${number.format(pairs)}`},

  graph: {
    title: 'Graph', by: 'Measured by', bytes: 'Bytes', flows: 'Flows', form: 'Drawn as', forms: {streams: 'Streams', network: 'Network'}, top: 'Hosts', columns: ['Clients', 'Labels', 'Servers'],
    others: hosts => `${counted(hosts, 'other host', 'other hosts')}`, rest: (hosts, flows, bytes) => `${counted(hosts, 'host', 'hosts')} beyond these ${hosts === 1 ? 'takes' : 'take'} part in ${counted(flows, 'flow', 'flows')} with ${bytes}`,
    describe: (hosts, edges) => `Traffic between ${counted(hosts, 'host', 'hosts')} in ${counted(edges, 'stream', 'streams')}; the table below says the same. Tab goes from one to the next, Enter opens it.`,
    edge: (from, to, label, flows, bytes) => `${from} → ${to}: ${label}, ${counted(flows, 'flow', 'flows')}, ${bytes}`, node: (name, flows, bytes) => `${name}: ${counted(flows, 'flow', 'flows')}, ${bytes}`,
    legend: 'Colours of the network', inside: 'Private address', outside: 'Other address', table: 'The same as a table', from: 'Client', to: 'Server', label: 'Label', packets: 'Packets', moreLabels: 'smaller labels', hint: 'Point at a host to see its streams; click it for its page, a stream for its flows.',
  },
};
