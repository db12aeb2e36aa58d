// Every text of the page, so that another language is another pair of files of this shape.
import {flowTexts} from './texts-flows.js';

const number = new Intl.NumberFormat('en');
const counted = (n, one, many) => `${number.format(n)} ${n === 1 ? one : many}`;

export const LANGUAGE = 'en';

export const t = {
  ...flowTexts,
  product: 'TrActor',
  loading: 'Loading …',
  noPage: {title: 'There is no such page', way: 'To the captures'},
  none: 'none',
  others: 'all others',
  breadcrumb: 'Breadcrumb',
  retry: 'Try again',
  close: 'Close',
  units: {bytes: ['B', 'kB', 'MB', 'GB', 'TB'], microseconds: 'µs', milliseconds: 'ms', seconds: 's', minutes: 'min', hours: 'h', days: 'd'},
  states: {new: 'New', in_progress: 'In progress', finished: 'Finished', failed: 'Failed'},
  phases: {waiting: 'Waiting', extracting: 'Reading packets', storing: 'Storing flows', done: 'Done'},

  errors: {
    away: 'TrActor does not answer. Check the network, or whether it still runs.',
    status: status => `The request failed with status ${status}.`,
    uploadStatus: status => `The upload failed with status ${status}.`,
    uploadBroke: 'The connection broke; nothing of this file is stored.',
    uploadCancelled: 'Cancelled; nothing of this file is stored.',
  },

  captures: {
    title: 'Captures', name: 'Name', state: 'State', first: 'First packet (UTC)', span: 'Span', length: 'Length', flows: 'Flows', actions: 'Actions',
    more: 'Show more',
    empty: {title: 'No captures yet', help: 'Drop a pcap or pcapng file above, or put one into the bucket with any S3 client: it appears here within two seconds.'},
    progress: (phase, packets, flows) => `${phase} · ${counted(packets, 'packet', 'packets')} · ${counted(flows, 'flow', 'flows')}`,
    left: time => `about ${time} left`, bytesRead: 'Bytes read',
    open: 'Open', process: 'Process', again: 'Process again', cancel: 'Cancel',
    acted: (action, name) => `${action}: ${name}`,
  },

  upload: {
    region: 'Upload', drop: 'Drop captures here, or choose files', kinds: 'pcap and pcapng, also .gz and .zst, of any length', choose: 'Choose captures to upload', list: 'Uploads',
    waits: 'waits', starts: 'starts', storing: 'is being stored', sent: (sent, total) => `${sent} of ${total}`, stored: name => `${name} is stored`,
    cancel: 'Cancel', cancelOf: name => `Cancel the upload of ${name}`, of: name => `Upload of ${name}`, replace: 'Replace', dismiss: 'Dismiss',
  },

  job: {
    title: job => `Job ${job}`, views: 'Views of this job', overview: 'Overview', flows: 'Flows', sessions: 'Sessions', hosts: 'Hosts', graph: 'Graph', compare: 'Compare', about: 'About this job', cancel: 'Cancel', again: 'Process again', progress: 'Progress',
    failed: reason => `This job failed: ${reason}`, noReason: 'no reason was given', cancelled: 'it was cancelled',
    phase: 'Phase', read: 'Read', readOf: (read, total) => `${read} of ${total}`, packets: 'Packets', found: 'Flows', stored: 'Stored', left: 'Time left', ended: state => `The job is ${state}`,
    noFlows: {title: 'No flows', help: 'The capture was read, but no packet in it belongs to an IP flow.'},
  },

  query: {
    label: 'Query (press / to go here)', placeholder: 'label:telegram and dst.port:443 and bytes>1M', search: 'Search', clear: 'Clear', active: 'Active filters', drop: term => `Remove the filter ${term}`, help: 'How to write a query',
    at: column => `At column ${column}: `, between: (from, to) => `${from} to ${to}`, fieldsIntro: 'Fields (choose one to insert it):', examplesIntro: 'Examples:',
    rules: 'Conditions are joined by and, or, not and parentheses. Names take * for any characters, numbers take K, M, G and ranges such as 1..1024.',
    nothing: {title: 'No flow fulfils this query', help: 'Remove a filter above, or begin again without one.', way: 'Show all flows'},
  },

  overview: {
    measure: 'Measured by', bytes: 'Bytes', flows: 'Flows', packets: 'Packets', span: 'Span', tiles: 'Totals', more: n => `Show ${number.format(n)}`, fewer: 'Show fewer', values: n => counted(n, 'value', 'values'),
    flowsBehind: (name, amount) => `${name}: ${amount}, show the flows`, narrow: name => `Only ${name}`, host: 'host', hostOf: ip => `host ${ip}`,
    rate: amount => `${amount} a second`, from: time => `from ${time} UTC`, shares: (share, flows, bytes) => `${share} · ${counted(flows, 'flow', 'flows')} · ${bytes}`,
    cards: {label: 'Labels', group: 'Label groups', class: 'Traffic classes', app: 'Application protocols', protocol: 'Transport protocols', 'src.ip': 'Clients', 'dst.ip': 'Servers', domain: 'Domains', 'dst.port': 'Server ports',
      method: 'How labels were found', end_reason: 'How flows ended', countries: 'Countries'},
    countriesNote: 'Flows by country of the server, of the whole capture',
  },

  timeline: {
    title: 'Timeline', legend: 'Labels of the timeline', clear: 'Whole span',
    describe: (from, to, intervals) => `Timeline from ${from} to ${to} in ${intervals} intervals. Arrow keys move, Shift with an arrow selects, Enter filters by the selection, Escape shows the whole span.`,
    hint: 'Drag over the timeline to filter by time', selected: (from, to) => `Selected ${from} to ${to}`, total: 'Total',
  },

  flows: {
    caption: 'Flows that the query finds', part: (from, to) => `${number.format(from)}–${number.format(to)}`, range: (from, to, total) => `${number.format(from)}–${number.format(to)} of ${counted(total, 'flow', 'flows')}`, previous: 'Previous', next: 'Next', first: 'First page', pages: 'Pages',
    columns: 'Columns', standard: 'Standard columns', open: flow => `Details of flow ${flow}`, filterBy: term => `Filter by ${term}`, sortBy: name => `Sort by ${name}`,
    names: {flow: '#', start: 'Start (UTC)', duration: 'Duration', client: 'Client', server: 'Server', protocol: 'Protocol', label: 'Label', group: 'Group', class: 'Class', app: 'Application', domain: 'Domain', bytes: 'Bytes',
      packets: 'Packets', method: 'Found by', confidence: 'Confidence', comment: 'Why', end_reason: 'Ended by', session: 'Session', user_agent: 'User agent'},
  },

  flow: {
    title: flow => `Flow ${flow}`, why: 'Why this label', noReason: 'Nothing in this flow tells what it is.', confidence: 'Confidence', method: 'Found by', group: 'Group', class: 'Traffic class', app: 'Application protocol', domain: 'Domain',
    agent: 'User agent', start: 'First packet (UTC)', end: 'Last packet (UTC)', duration: 'Duration', ended: 'Ended by', sameSession: 'All flows of this session', sameHosts: 'All flows between these hosts', protocol: 'Protocol',
    client: 'Client', server: 'Server', directions: 'Both directions', forward: 'Client to server', backward: 'Server to client', amount: (packets, bytes) => `${counted(packets, 'packet', 'packets')}, ${bytes}`, gone: 'There is no such flow in this job.',
    endings: {idle: 'idle timeout', active: 'active timeout', end: 'its end was seen', forced: 'end of the capture', resources: 'limit on open flows'},
  },

  host: {
    title: 'Host', country: 'Country', city: 'City', system: 'Autonomous system', domain: 'Domain name', agent: 'User agent', asClient: 'As client', asServer: 'As server', all: 'All its flows', whole: 'Overview of this host',
    peers: {'dst.ip': 'Servers it speaks with', 'src.ip': 'Clients that speak with it'},
  },

  about: {
    job: 'The job', pins: 'What the answer depends on', pinsHelp: 'The same capture, model, rules and version give the same answer again.', state: 'State', started: 'Started (UTC)', took: 'Took', packets: 'Packets', flows: 'Flows', attemptOf: attempt => `attempt ${attempt}`,
    relabelOf: 'Labels again the flows of', capture: 'Capture', etag: 'Version of the object', length: 'Length', first: 'First packet (UTC)', last: 'Last packet (UTC)', model: 'Model', noModel: 'none', profile: 'Feature profile', engine: 'Engine',
    catalogue: 'Label rules', geoip: 'GeoIP edition', options: 'Options', warnings: 'What the job met',
    relabel: 'Label again', relabelHelp: 'Another model labels the flows of this job; the capture is not read again. The result is a job of its own.', choose: 'Model', start: 'Label again', activeModel: name => `${name} (active)`,
    again: 'Process the capture again',
  },

  models: {
    title: 'Models', intro: 'A model gives flows their traffic class from features alone. The active one labels the jobs that are made from now on.', caption: 'Models', name: 'Name', profile: 'Feature profile', digest: 'Digest', length: 'Length',
    added: 'Added (UTC)', actions: 'Actions', active: 'Active', builtIn: 'ships with TrActor', activate: 'Activate', activated: name => `${name} is active`, report: 'Details', remove: 'Delete', removed: name => `${name} is deleted`,
    sure: name => `Delete the model ${name}? Jobs that it has labelled keep their labels.`,
    empty: {title: 'No models', help: 'Flows are labelled by rules alone. Upload a model to give them traffic classes too.'},
    upload: 'Upload a model', uploadHelp: 'model.onnx and manifest.json as tractor train writes them. Nothing is labelled by it before it is activated or named by a job.', model: 'model.onnx', manifest: 'manifest.json', send: 'Upload',
    uploaded: name => `${name} is uploaded`, labels: 'Labels', features: 'Features', threshold: 'Threshold', data: 'Trained on', rows: n => counted(n, 'row', 'rows'), manifestWhole: 'The whole manifest', task: 'Task', command: 'Made by',
  },
};
