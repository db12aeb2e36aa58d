// Every text of the page, so that another language is another pair of files of this shape.
import {flowTexts} from './texts-flows.js';
import {zone} from './zone.js';

const number = new Intl.NumberFormat('en');
const counted = (n, one, many) => `${number.format(n)} ${n === 1 ? one : many}`;

export const LANGUAGE = 'en';

/** What stands behind the name of a time. */
const AT = zone === 'local' ? 'local' : 'UTC';

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
  dismiss: 'Leave it',
  language: LANGUAGE,
  shell: {skip: 'Skip to content', main: 'Main', captures: 'Captures', models: 'Models', api: 'API', uploads: 'Uploads'},
  zone: {label: now => `Times: ${now}`, utc: 'UTC', local: 'local', elapsed: '+0:00', long: {utc: 'in UTC', local: 'in the time of this browser', elapsed: 'since the first packet'}},
  value: {of: value => `What to do with ${value}`, only: 'Only this', without: 'Without this', flows: 'All flows with it', overview: 'Overview of it', host: 'Page of this host', copy: 'Copy the value', copyTerm: 'Copy as a condition', newTab: 'Open in a new tab', copied: text => `Copied: ${text}`},
  csv: {button: 'CSV', of: name => `CSV: ${name}`, help: 'All rows of this list, as a file for a spreadsheet', cut: rows => `The file has the first ${rows} rows; the rest is too much for a browser. The API gives all of them.`},
  keys: {
    title: 'Keys', on: 'Single keys lead somewhere',
    groups: [
      {title: 'Everywhere', keys: [[['?'], 'this list'], [['/'], 'into the search or the query'], [['g', 'l'], 'the captures']]},
      {title: 'In a job', keys: [[['g', 'o'], 'overview'], [['g', 'f'], 'flows'], [['g', 's'], 'sessions'], [['g', 'h'], 'hosts'], [['g', 'b'], 'beacons'], [['g', 'i'], 'indicators'], [['g', 'g'], 'graph'], [['g', 'c'], 'compare'], [['g', 'a'], 'about this job'], [['[', ']'], 'page or flow before, after']]},
      {title: 'In a table', keys: [[['↑', '↓'], 'from row to row'], [['Enter'], 'opens the row'], [['Esc'], 'closes what is beside the table']]},
      {title: 'On a value', keys: [[['Shift', 'click'], 'leaves it out'], [['right click'], 'what else to do with it'], [['menu key'], 'the same, or Shift F10']]},
      {title: 'On a timeline', keys: [[['←', '→'], 'from interval to interval'], [['Shift', '→'], 'selects'], [['Enter'], 'filters by the selection']]},
    ],
  },
  theme: {label: now => `Colours: ${now}`, auto: 'as the system has them', light: 'light', dark: 'dark'},
  units: {bytes: ['B', 'kB', 'MB', 'GB', 'TB'], microseconds: 'µs', milliseconds: 'ms', seconds: 's', minutes: 'min', hours: 'h', days: 'd'},
  states: {new: 'New', in_progress: 'In progress', finished: 'Finished', failed: 'Failed'},
  phases: {waiting: 'Waiting', extracting: 'Reading packets', storing: 'Storing flows', done: 'Done'},

  errors: {
    away: 'TrActor does not answer. Check the network, or whether it still runs.',
    status: status => `The request failed with status ${status}.`,
    uploadStatus: status => `The upload failed with status ${status}.`,
    uploadBroke: 'The connection broke; nothing of this file is stored.',
    uploadCancelled: 'Cancelled; nothing of this file is stored.',
    title: 'This view cannot be shown', garbled: 'What came is no answer of TrActor, or only a part of one. Something between may be at fault: try again.',
    fault: 'This view met an answer that it does not understand. Load the page again; if that does not help, please report it.', itself: 'It is asked for again every few seconds.',
    notLoaded: 'This part of the page did not come: TrActor does not answer, or a newer version of it has been started. Load the page again.',
    slow: seconds => `TrActor gave no answer within ${seconds} seconds. It may be busy: try again.`,
    reconnecting: 'The connection is lost; the job goes on. Connecting again …',
  },

  captures: {
    title: 'Captures', name: 'Name', state: 'State', first: `First packet (${AT})`, span: 'Span', length: 'Size', flows: 'Flows', health: 'Health', actions: 'Actions',
    search: 'Search captures', anyState: 'Any state', all: 'Show all captures', newHelp: 'stored, not processed yet', unreadable: 'No capture', anyway: 'Process anyway',
    empty: {title: 'No captures yet', help: 'Drop pcap and pcapng files anywhere on this page, also .gz and .zst, of any length. What any S3 client puts into the bucket appears here within seconds, too.'},
    noMatch: {title: 'No capture matches', help: 'Search for another part of a name, or choose another state.'},
    stale: time => `The list is as of ${time} ${AT}. It is asked for again every few seconds.`,
    progress: (packets, flows) => `${counted(packets, 'packet', 'packets')} · ${counted(flows, 'flow', 'flows')}`,
    left: time => `about ${time} left`, sameAs: names => `same content as ${names}`,
    warnings: n => counted(n, 'warning', 'warnings'), clean: 'no warnings',
    open: 'Open', process: 'Process', again: 'Process again', cancel: 'Cancel', withOptions: 'Process with options …', jobs: 'About its newest job', remove: 'Delete …', more: name => `More for ${name}`,
    acted: (action, name) => `${action}: ${name}`,
    removeTitle: name => `Delete ${name}?`, removeHelp: 'The capture goes, and with it its jobs and all that they found. This cannot be undone.',
  },

  start: {
    title: name => `Process ${name}`, model: 'Model', active: 'The active one', activeModel: name => `${name} (active)`, modelHelp: 'It gives flows their traffic class.', go: 'Process', never: 'never', usual: 'as configured',
    options: {idle_timeout_s: 'Idle timeout, seconds', tcp_idle_timeout_s: 'Idle timeout of TCP, seconds', active_timeout_s: 'Active timeout, seconds', close_linger_s: 'Linger after the end of TCP, seconds', max_flows: 'Flows live at once, at most',
      time_start: 'Packets from (UTC)', time_end: 'Packets before (UTC)'},
    helps: {idle_timeout_s: 'A longer silence begins a new flow.', tcp_idle_timeout_s: 'The same for established TCP.', active_timeout_s: 'A flow that lasts longer is cut.', close_linger_s: 'So long a closed flow takes its last packets.', max_flows: 'Beyond, the longest idle one is ended.',
      time_start: first => first ? `The capture begins at ${first}.` : 'What is earlier is left out.', time_end: last => last ? `The capture ends at ${last}.` : 'What is later is left out.'},
  },

  upload: {
    region: 'Upload', drop: 'Drop captures anywhere on this page', kinds: 'pcap and pcapng, also .gz and .zst, of any length', choose: 'Choose files', folder: 'Choose a folder', process: 'Process after upload', release: 'Let go to upload', list: 'Uploads',
    waits: 'waits for its turn', storing: 'is being stored', sent: (sent, total) => `${sent} of ${total}`, stored: name => `${name} is stored`, isStored: 'Stored, not processed', finished: flows => `Finished: ${counted(flows, 'flow', 'flows')}`,
    notStarted: reason => `Stored, but its processing did not begin. ${reason}`, ended: (name, state) => `${name}: ${state}`,
    cancel: 'Cancel', of: name => `Progress of ${name}`, replace: 'Replace it', anyway: 'Upload anyway', putAway: 'Put away', putAwayDone: 'Put away what is done', watch: 'Watch', why: 'Why?', fold: 'Show the uploads',
    leftOut: n => `${counted(n, 'file of the folder was', 'files of the folder were')} left out: they are not named as captures are (.pcap, .pcapng, .cap, also .gz and .zst).`,
    busy: n => `${counted(n, 'capture', 'captures')} under way`, all: 'Uploads are done',
  },

  job: {
    title: job => `Job ${job}`, views: 'Views of this job', overview: 'Overview', flows: 'Flows', sessions: 'Sessions', hosts: 'Hosts', beacons: 'Beacons', indicators: 'Indicators', graph: 'Graph', compare: 'Compare', about: 'About this job', cancel: 'Cancel', again: 'Process again', print: 'Print this view …',
    progress: 'Progress', unknown: 'not known yet', waitingHelp: 'Another job is being worked on; this one begins by itself.',
    failed: 'This job failed', failedHelp: 'Process the capture again; should it fail again for the same reason, the capture itself is at fault: look at it with “tractor info”, or capture anew.',
    wasCancelled: 'It was cancelled', cancelledHelp: 'Nothing of it is kept. The capture is still there and can be processed again.', noReason: 'No reason was given.',
    read: 'Read', readOf: (read, total) => `${read} of ${total}`, packets: 'Packets', found: 'Flows', stored: 'Flows stored', left: 'Time left', ended: state => `The job is ${state}`,
    gone: {title: 'There is no such job', help: 'It was deleted, alone or with its capture, or it never was.'},
    noFlows: {title: 'No flows', help: 'The capture was read, but no packet in it belongs to an IP flow.'},
  },

  overview: {
    measure: 'Measured by', by: 'By', bytes: 'Bytes', flows: 'Flows', rarest: 'Rarest', packets: 'Packets', span: 'Span', tiles: 'Totals', more: n => `Show ${number.format(n)}`, fewer: 'Show fewer', values: n => counted(n, 'value', 'values'),
    flowsBehind: (name, amount) => `${name}: ${amount}, show the flows`, narrow: name => `Only ${name}`, host: 'host', hostOf: ip => `host ${ip}`, noValues: 'No flow has one.',
    rate: amount => `${amount} a second`, from: time => `from ${time} ${AT}`, amounts: (flows, bytes) => `${counted(flows, 'flow', 'flows')} · ${bytes}`,
    map: 'Where it goes', mapNote: 'Flows by the countries of their ends', nowhere: 'No public address has a known country. Countries come from a GeoIP database: ./tractor up --geoip FILE.',
    cards: {label: 'Labels', group: 'Label groups', class: 'Traffic classes', app: 'Application protocols', protocol: 'Transport protocols', 'src.ip': 'Clients', 'dst.ip': 'Servers', domain: 'Domains', 'dst.port': 'Server ports',
      method: 'How labels were found', end_reason: 'How flows ended', country: 'Countries', user_agent: 'User agents', ip: 'Hosts', 'src.port': 'Client ports', 'src.country': 'Countries of clients', 'dst.country': 'Countries of servers',
      symptom: 'What is wrong as captured', session: 'Sessions'},
  },

  countries: {private: 'Private networks', unknown: 'Unknown'},

  health: {
    title: 'Capture health', whole: 'All figures', accounting: 'Where the packets went', place: 'Where they are', read: 'All that was read', balanced: 'Every packet that was read is accounted for.', unbalanced: 'The sums do not add up: this is a fault of TrActor, please report it.',
    noReport: 'This job has no report of its capture. One that labels stored flows again has none; the job that read the capture does.', whole_clean: 'Nothing is wrong with the capture.', figuresTitle: 'What is wrong with the capture', times: n => n === 1 ? 'once' : `${number.format(n)} times`,
    offset: bytes => `first at byte ${number.format(bytes)}`, version: version => `version ${version}`, snapshot: length => `snapshot length ${length}`,
    places: {in_flows: 'In flows', non_ip: 'Not IP', malformed: 'Malformed', unfinished_fragments: 'Of unfinished fragments', filtered: 'Filtered'},
    figures: {packets_snapped: 'Packets whose payload is cut', flows_snapped: 'Flows with a cut packet', packets_reordered: 'Packets out of order', flows_reordered: 'Flows with packets out of order', clock_jumps: 'Leaps of the clock',
      packets_super: 'Packets longer than a frame', flows_with_super_packets: 'Flows with such packets', packets_duplicated: 'Packets captured twice', flows_duplicated: 'Flows with packets captured twice', flows_one_sided: 'TCP flows with one side only',
      bytes_missing: 'TCP bytes that never came', flows_with_gaps: 'Flows with gaps', flows_evicted: 'Flows ended early for want of room'},
    meanings: {packets_snapped: 'Packets and bytes are right: lengths are those on the wire. Labels and names may be missing.', packets_reordered: 'Counts are right; gaps between packets and the order of sides may not be.', clock_jumps: 'Durations, rates and the timeline are wrong around the leaps.',
      packets_super: 'The capturing host merged them: bytes are right, packets are too few and their lengths too great.', packets_duplicated: 'Packets and bytes of these flows are too many, up to twice.', flows_one_sided: 'What the other side sent is missing: these bytes are half the truth, and the client may be the server.',
      bytes_missing: 'TCP numbered them, so they were sent, but the capture lost them: the true volume is greater by at least this.', flows_evicted: 'One conversation may be counted as several flows.'},
  },

  compare: {
    with: 'Compare with', by: 'By', pick: 'Choose a job', sameCapture: 'Of the same capture', otherCaptures: 'Of other captures', entry: (job, capture, model, time) => `Job ${job} · ${capture} · ${model} · ${time}`,
    alone: {title: 'There is no other finished job', help: 'Process this capture again with another model or other options, or process another capture; then compare them here.'},
    choose: {title: 'Choose a job above', help: 'Flows are compared by label or another field. Jobs over the same flows also show which flows changed their label.'},
    totals: 'Totals', job: 'Job', differences: (name, measure) => `${name} compared, in ${measure}`, measures: {flows: 'flows', bytes: 'bytes'}, equal: n => `${counted(n, 'value is', 'values are')} the same in both`, allEqual: 'Nothing differs.', difference: 'Difference', share: 'Beside each other', changes: 'Labels that changed', changed: (changed, compared) => `${number.format(changed)} of ${counted(compared, 'flow', 'flows')} have another label.`,
  },

  timeline: {
    title: 'Timeline', legend: 'What the colours stand for', clear: 'Whole span', wider: 'Zoom out', last: length => `last ${length}`,
    describe: (from, to, intervals) => `Timeline from ${from} to ${to} in ${intervals} intervals. Arrow keys move, Shift with an arrow selects, Enter filters by the selection, Escape shows the whole span.`,
    hint: 'Drag over the timeline to filter by time', selected: (from, to) => `Selected ${from} to ${to}`, total: 'Total',
  },

  about: {
    job: 'The job', pins: 'What the answer depends on', pinsHelp: 'The same capture, model, rules and version give the same answer again.', state: 'State', started: `Started (${AT})`, took: 'Took', packets: 'Packets', flows: 'Flows', attemptOf: attempt => `attempt ${attempt}`,
    relabelOf: 'Labels again the flows of', capture: 'Capture', etag: 'Version of the object', length: 'Length', first: `First packet (${AT})`, last: `Last packet (${AT})`, model: 'Model', noModel: 'none', profile: 'Feature profile', engine: 'Engine',
    catalogue: 'Label rules', geoip: 'GeoIP edition', options: 'Options', warnings: 'What the job met',
    relabel: 'Label again', relabelHelp: 'Another model labels the flows of this job; the capture is not read again. The result is a job of its own.', choose: 'Model', start: 'Label again',
    jobs: 'Jobs of this capture', thisJob: job => `Job ${job} (this one)`, relabelled: job => `flows of job ${job}`, removeJob: 'Delete', removeTitle: job => `Delete job ${job}?`, removeHelp: 'All that it found goes with it; the capture stays. This cannot be undone.',
    again: 'Process the capture again',
  },

  models: {
    title: 'Models', intro: 'A model gives flows their traffic class from features alone. The active one labels the jobs that are made from now on.', caption: 'Models', name: 'Name', profile: 'Feature profile', digest: 'Digest', length: 'Length',
    added: `Added (${AT})`, actions: 'Actions', active: 'Active', builtIn: 'ships with TrActor', activate: 'Activate', activated: name => `${name} is active`, report: 'Details', remove: 'Delete', removed: name => `${name} is deleted`,
    sure: name => `Delete the model ${name}?`, sureHelp: 'Jobs that it has labelled keep their labels.',
    empty: {title: 'No models', help: 'Flows are labelled by rules alone. Upload a model to give them traffic classes too.'},
    upload: 'Upload a model', uploadHelp: 'model.onnx, manifest.json and, if there is one, report.json, as tractor train writes them. Nothing is labelled by it before it is activated or named by a job.', model: 'model.onnx', manifest: 'manifest.json', measured: 'report.json (optional)', send: 'Upload',
    uploaded: name => `${name} is uploaded`, labels: 'Labels', features: 'Features', threshold: 'Threshold', data: 'Trained on', rows: n => counted(n, 'row', 'rows'), manifestWhole: 'The whole manifest', task: 'Task', command: 'Made by', libraries: 'Made with', ranges: 'Features and the ranges that training saw', feature: 'Feature', least: 'Least', most: 'Greatest',
  },

  report: {
    none: 'This model came without a report. Upload it again with the report.json that tractor train wrote beside it.', data: 'Trained on', source: (file, rows) => `${file}, ${counted(rows, 'row', 'rows')}`,
    repeated: 'Repeat an earlier row', contradicting: 'Of them with another label', wanted: 'Precision wanted', of: (n, all) => `${number.format(n)} of ${number.format(all)}`,
    folds: 'Every figure is of rows that the model had not seen. Block folds keep neighbouring rows together, which is nearer to new data; shuffled folds flatter.',
    overall: 'How good it is', taskTitle: 'Task', task: (name, main) => main ? `${name} (gives the class)` : name, tested: 'Tested by', foldNames: {block_folds: 'block folds', shuffled_folds: 'shuffled folds'},
    figures: {accuracy: 'Accuracy', macro_f1: 'Macro F1', calibration_error: 'Calibration error', threshold: 'Threshold', coverage: 'Coverage', precision: 'Precision'}, majority: 'Accuracy of the commonest class',
    classes: name => `Classes of ${name}, block folds`, label: 'Label', rows: 'Rows', recall: 'Recall', confusion: 'What it takes for what', confusionHelp: 'A row is what flows are, a column what the model says.',
    heldOut: 'Classes it has not seen', heldOutHelp: 'Trained without a class, it should call the flows of that class unknown.', unknown: 'Called unknown', learners: 'Learners compared', learner: 'Learner', settings: 'Settings', chosen: 'exported',
    f1Of: task => `Macro F1, ${task}`,
  },
};
