// Streams from clients through labels to servers, as wide as their traffic: where each lies.

const COLUMN_HEIGHT = 420;
/** Few nodes do not fill a column. */
const LEAST_HEIGHT = 60;
const NODE_HEIGHT = 60;
const GAP = 7;
const LEAST_SLOT = 17;
const LEAST_WIDTH = 1;
const SWEEPS = 6;

/**
 * @param streams [{path: [key in each column], value}] @param isLast whether a key stays at the end of its column
 * @return {columns: [[{key, y, height, streams}]], streams: [{…, width, ends: [{y of its middle before and after it passes each column}]}], height}
 */
export function sankey(streams, isLast) {
  const depth = streams[0].path.length;
  const columns = Array.from({length: depth}, (_, column) => nodesOf(streams, column));
  const most = Math.max(...columns.map(nodes => nodes.length));
  const scale = Math.min(COLUMN_HEIGHT, LEAST_HEIGHT + most * NODE_HEIGHT) / Math.max(1, ...columns.map(nodes => nodes.reduce((sum, node) => sum + node.value, 0)));
  const drawn = streams.map(stream => ({...stream, width: Math.max(LEAST_WIDTH, stream.value * scale), nodes: stream.path.map((key, column) => columns[column].find(node => node.key === key))}));
  for (const stream of drawn) for (const node of stream.nodes) node.streams.push(stream);
  for (const nodes of columns) for (const node of nodes) node.height = node.streams.reduce((sum, stream) => sum + stream.width, 0);

  let height = 0;
  const place = nodes => {
    nodes.sort((a, b) => isLast(a.key) - isLast(b.key) || a.order - b.order);
    let y = 0;
    for (const node of nodes) {
      const slot = Math.max(node.height + GAP, LEAST_SLOT);
      node.y = y + (slot - node.height) / 2;
      y += slot;
    }
    height = Math.max(height, y);
  };
  for (const nodes of columns) {
    nodes.forEach(node => { node.order = -node.value; });
    place(nodes);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const order = sweep % 2 === 0 ? [1, 2] : [1, 0];
    for (const column of order.filter(column => column < depth)) {
      const beside = column + (sweep % 2 === 0 ? -1 : 1);
      columns[column].forEach(node => { node.order = middle(node, beside); });
      place(columns[column]);
    }
  }
  for (const [column, nodes] of columns.entries()) for (const node of nodes) attach(node, column, depth);
  return {columns, streams: drawn, height};
}

function nodesOf(streams, column) {
  const values = new Map();
  for (const {path, value} of streams) values.set(path[column], (values.get(path[column]) ?? 0) + value);
  return [...values].map(([key, value]) => ({key, value, streams: []}));
}

/** Where the middle of what it is tied to lies in another column. */
function middle(node, column) {
  const weight = node.streams.reduce((sum, stream) => sum + stream.value, 0);
  return node.streams.reduce((sum, stream) => sum + (stream.nodes[column].y + stream.nodes[column].height / 2) * stream.value, 0) / Math.max(weight, Number.MIN_VALUE);
}

/** Stacks the streams on both sides of a node in the order in which they leave it, so that they cross less. */
function attach(node, column, depth) {
  const stack = (beside, side) => {
    let y = node.y;
    for (const stream of node.streams.toSorted((a, b) => a.nodes[beside].y - b.nodes[beside].y)) {
      (stream.ends ??= Array.from({length: depth}, () => ({})))[column][side] = y + stream.width / 2;
      y += stream.width;
    }
  };
  if (column > 0) stack(column - 1, 'before');
  if (column < depth - 1) stack(column + 1, 'after');
}
