// A GIF of the film's frames: one palette for all, and of each frame only what has changed.

import gifenc from "gifenc";
import { PNG } from "pngjs";
import { paintPointer } from "./pointer.mjs";

/** @import { Frame } from "./camera.mjs" */

const { GIFEncoder, nearestColorIndex, quantize } = gifenc;

/** 64 colours do for the page; one of them stands for what stays as it was. */
const COLOR_BITS = 6;
const N_COLORS = 2 ** COLOR_BITS - 1;
const UNCHANGED = N_COLORS;

/** Every so many'th frame is asked for its colours: neighbours have the same. */
const COLORS_EVERY = 8;

/** So many of the most frequent colours, those of large areas, are kept as they are. */
const N_EXACT = 16;

/** A frame stays below those after it. */
const KEEP = 1;

/**
 * Encodes a film that begins again when it is over.
 *
 * @param {readonly Frame[]} frames
 * @param {readonly number[]} frameSeconds How long each is shown.
 * @returns {Uint8Array}
 */
export function animation(frames, frameSeconds) {
  const palette = commonPalette(frames);
  /** @type {Map<number, number>} */
  const known = new Map();
  const encoder = GIFEncoder();
  /** @type {Shown | null} */
  let shown = null;
  let seconds = 0;
  /** @type {Uint8Array | null} */
  let before = null;
  for (const [index, frame] of frames.entries()) {
    const picture = decoded(frame);
    const colors = nearest(picture.data, palette, known);
    const next = changed(colors, before, picture);
    before = colors;
    if (next !== null && shown !== null) {
      write(encoder, shown, { palette, seconds });
      seconds = 0;
    }
    if (next !== null) shown = next;
    seconds += frameSeconds[index] ?? 0;
  }
  if (shown !== null) write(encoder, shown, { palette, seconds });
  encoder.finish();
  return encoder.bytes();
}

/**
 * A part of a picture: its place and its colours' numbers, row by row.
 *
 * @typedef {object} Shown
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 * @property {Uint8Array} colors
 */

/** @param {Frame} frame */
function decoded(frame) {
  const picture = PNG.sync.read(frame.png);
  paintPointer(picture, frame.pointer);
  return picture;
}

/**
 * The colours that stand for those of all frames.
 *
 * @param {readonly Frame[]} frames
 * @returns {number[][]}
 */
function commonPalette(frames) {
  const asked = frames.filter((_, index) => index % COLORS_EVERY === 0);
  const pictures = asked.map((frame) => decoded(frame).data);
  const all = Buffer.concat(pictures);
  const others = quantize(new Uint8Array(all), N_COLORS - N_EXACT);
  return [...mostFrequent(all), ...others];
}

/**
 * @param {Buffer} rgba
 * @returns {number[][]}
 */
function mostFrequent(rgba) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (let at = 0; at < rgba.length; at += 4) {
    const color = rgba.readUIntBE(at, 3);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, N_EXACT)
    .map(([color]) => channels(color));
}

/**
 * The number of each pixel's nearest colour. gifenc's own takes one for all colours that are alike,
 * so that large areas would lose theirs.
 *
 * @param {Buffer} rgba
 * @param {number[][]} palette
 * @param {Map<number, number>} known The numbers of colours that were met; grows.
 */
function nearest(rgba, palette, known) {
  const colors = new Uint8Array(rgba.length / 4);
  for (const index of colors.keys()) {
    const color = rgba.readUIntBE(4 * index, 3);
    let number = known.get(color);
    if (number === undefined) {
      number = nearestColorIndex(palette, channels(color));
      known.set(color, number);
    }
    colors[index] = number;
  }
  return colors;
}

/** @param {number} color */
function channels(color) {
  return [color >> 16, (color >> 8) & 255, color & 255];
}

/**
 * The least rectangle that holds all that has changed; null where nothing has.
 *
 * @param {Uint8Array} colors
 * @param {Uint8Array | null} before Null for the first picture, which is shown whole.
 * @param {{ width: number, height: number }} size
 * @returns {Shown | null}
 */
function changed(colors, before, { width, height }) {
  if (before === null) return { left: 0, top: 0, width, height, colors };
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let at = 0; at < colors.length; at += 1) {
    if (colors[at] === before[at]) continue;
    const column = at % width;
    const row = (at - column) / width;
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = row;
  }
  if (right < 0) return null;
  const part = { left, top, width: right - left + 1, height: bottom - top + 1 };
  const kept = new Uint8Array(part.width * part.height);
  for (let index = 0; index < kept.length; index += 1) {
    const column = left + (index % part.width);
    const at = (top + Math.floor(index / part.width)) * width + column;
    kept[index] = colors[at] === before[at] ? UNCHANGED : (colors[at] ?? 0);
  }
  return { ...part, colors: kept };
}

/**
 * @param {ReturnType<typeof GIFEncoder>} encoder
 * @param {Shown} shown
 * @param {{ palette: number[][], seconds: number }} how
 */
function write(encoder, shown, { palette, seconds }) {
  const start = encoder.bytesView().length;
  const isFirst = start === 0;
  encoder.writeFrame(shown.colors, shown.width, shown.height, {
    palette: isFirst ? palette : undefined,
    transparent: true,
    transparentIndex: UNCHANGED,
    colorDepth: COLOR_BITS,
    delay: 1000 * seconds,
    dispose: KEEP,
  });
  if (isFirst) return;
  // gifenc puts every frame at 0, 0. Its place stands after the eight bytes of the graphic control
  // extension and the separator of the image descriptor.
  const place = encoder.bytesView().subarray(start + 9, start + 13);
  new DataView(place.buffer, place.byteOffset).setUint16(0, shown.left, true);
  new DataView(place.buffer, place.byteOffset).setUint16(2, shown.top, true);
}
