// Marks what shows a value of a field, so that the menu of values finds it.
import {test} from './query.js';

const ADDRESSES = new Set(['ip', 'src.ip', 'dst.ip']);

/** Attributes; none where there is no value to speak of. @param term another condition than that the field has the value */
export const valued = (field, value, term = test(field, value)) => ({'data-term': term, 'data-value': value, 'data-ip': ADDRESSES.has(field) ? value : undefined});
