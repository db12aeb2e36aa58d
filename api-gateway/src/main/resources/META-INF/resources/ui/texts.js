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
