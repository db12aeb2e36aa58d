// The few pictures of the page, drawn in lines of the text's colour.
import {svg} from './dom.js';

const PATHS = {
  upload: 'M12 15V4m0 0L7.5 8.5M12 4l4.5 4.5M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm9.5 3-4.9-4.9',
  auto: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 0v18M12 7.5h7.8M12 12h9M12 16.500h7.8',
  light: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0-6v2m0 16v2M2 12h2m16 0h2M4.9 4.900l1.4 1.400m11.4 11.4 1.4 1.400M4.9 19.100l1.4-1.400M17.7 6.300l1.4-1.4',
  dark: 'M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500Z',
  keys: 'M3.500 6.500h17v11h-17zM7 10h.01M10.300 10h.01M13.700 10h.01M17 10h.01M8 14h8',
  fold: 'm6 9 6 6 6-6',
  close: 'M6 6l12 12M18 6 6 18',
};

export const icon = name => svg('svg', {class: `glyph ${name}`, viewBox: '0 0 24 24', 'aria-hidden': 'true'}, svg('path', {d: PATHS[name]}));
