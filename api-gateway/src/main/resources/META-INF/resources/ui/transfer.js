// Brings one capture into the bucket: a long one straight there in parts, any other and wherever the bucket cannot be reached through the gateway.
import * as api from './api.js';

/** From here on parts pay. */
const DIRECT_FROM_BYTES = 16 << 20;
/** As much as is read into memory to learn whether the content is there already. */
const DIGEST_UP_TO_BYTES = 256 << 20;
const PARTS_AT_ONCE = 3;
const PART_TRIES = 3;
const PART_AGAIN_MS = 1000;
/** No address is configured under which browsers reach the bucket. */
const NO_DIRECT_UPLOADS = '/problems/no-direct-uploads';
/** The rate is that of the last seconds. */
const RATE_OVER_MS = 8000;

let bucketReached = true;

export class Transfer {
  /** `replace` takes the place of a capture with this name; `anyway` sends what is there under another name already. */
  constructor(file, {replace, anyway}) {
    Object.assign(this, {file, replace, anyway, stop: new AbortController(), marks: []});
  }

  abort() {
    this.stop.abort();
  }

  /** Gives the capture; calls `onProgress` with {sent, rate}, bytes and bytes a second. */
  async run(onProgress) {
    const report = sent => onProgress({sent: Math.min(sent, this.file.size), rate: this.rate(sent)});
    if (this.file.size > DIRECT_FROM_BYTES && bucketReached) {
      const capture = await this.direct(report);
      if (capture) return capture;
      this.marks = [];
    }
    return api.upload(this.file, this.replace, report, this.stop.signal);
  }

  rate(sent) {
    const now = Date.now();
    this.marks = [...this.marks.filter(([at]) => now - at < RATE_OVER_MS), [now, sent]];
    const [at, before] = this.marks[0];
    return now > at ? 1000 * (sent - before) / (now - at) : 0;
  }

  /** Null where the bucket cannot be reached. */
  async direct(report) {
    const {name, size} = this.file;
    let upload;
    try {
      upload = await api.beginUpload({name, size_bytes: size, sha256: this.anyway || this.replace ? undefined : await digest(this.file), replace: this.replace || undefined});
      return await api.completeUpload(upload.upload_id, await this.parts(upload, report));
    } catch (error) {
      if (upload) await api.abandonUpload(upload.upload_id).catch(() => {});
      const unreached = upload ? error.status === 0 : error.problem?.type === NO_DIRECT_UPLOADS;
      if (!unreached || this.stop.signal.aborted) throw error;
      bucketReached = false;
      return null;
    }
  }

  async parts({upload_id: id, part_bytes: length, parts}, report) {
    const count = Math.ceil(this.file.size / length);
    const urls = new Map(parts.map(({part, url}) => [part, url]));
    const sent = new Float64Array(count + 1);
    const etags = [];
    const failed = new AbortController();
    const signal = AbortSignal.any([this.stop.signal, failed.signal]);
    let asking;
    const urlOf = async part => {
      for (; !urls.has(part); asking = null) {
        asking ??= api.uploadParts(id, part);
        for (const more of (await asking).parts) urls.set(more.part, more.url);
      }
      return urls.get(part);
    };
    let next = 1;
    const work = async () => {
      while (next <= count && !signal.aborted) {
        const part = next++;
        const blob = this.file.slice((part - 1) * length, part * length);
        const etag = await persistent(async () => api.putPart(await urlOf(part), blob, bytes => { sent[part] = bytes; report(sent.reduce((a, b) => a + b)); }, signal), part > 1, signal);
        sent[part] = blob.size;
        etags[part - 1] = {part, etag};
      }
    };
    try {
      await Promise.all(Array.from({length: PARTS_AT_ONCE}, work));
    } catch (error) {
      failed.abort();
      throw error;
    }
    return etags;
  }
}

/** A part that fails is sent again; the first one not, for it shows whether the bucket can be reached. */
async function persistent(send, again, signal) {
  for (let tried = 1; ; tried++) {
    try {
      return await send();
    } catch (error) {
      if (!again || tried === PART_TRIES || signal.aborted) throw error;
      await api.pause(PART_AGAIN_MS * tried, signal);
    }
  }
}

/** SHA-256, hexadecimal; undefined where it costs too much or the page is not in a secure context. */
async function digest(file) {
  if (file.size > DIGEST_UP_TO_BYTES || !globalThis.crypto?.subtle) return undefined;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return Array.from(hash, byte => byte.toString(16).padStart(2, '0')).join('');
}
