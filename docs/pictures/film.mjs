// What happens in the film: a run begins, a digit is drawn while it goes on, the run ends, and its
// weights and errors are looked at.

import { setTimeout as sleep } from "node:timers/promises";
import { Camera } from "./camera.mjs";
import { FIVE } from "./five.mjs";
import {
  boxOf,
  isIn,
  PATIENCE_MS,
  pad,
  reaches,
  trainButton,
  withPage,
} from "./visit.mjs";

/** @import { Page } from "playwright-core" */

/** 960 by 640 pixels. */
const VIEW = { width: 1200, height: 800, scale: 0.8 };

/** A GIF counts in hundredths of a second. */
const FRAME_SECONDS = 0.07;

/** Seconds of the film in which the network trains; what is done meanwhile takes about half. */
const TRAINING_SECONDS = 9;

/** How long the last frame stands. */
const LAST_SECONDS = 2.5;

/** Where the pointer waits: between the cards and the edge, where it touches nothing. */
const ASIDE = { x: 1187, y: 560 };

/**
 * A film as it was taken.
 *
 * @typedef {object} Film
 * @property {import("./camera.mjs").Frame[]} frames
 * @property {number[]} frameSeconds How long each is shown.
 * @property {number} trainedSeconds How long the run took.
 * @property {number} shownSeconds How long the same is in the film.
 */

/**
 * Films a run of 20 epochs.
 *
 * @returns {Promise<Film>}
 */
export function film() {
  return withPage(VIEW, async (page) => {
    const camera = new Camera(page, {
      scale: VIEW.scale,
      due: asShown,
      pointer: { x: 420, y: 430 },
    });
    await camera.rest(nFrames(0.5));
    await press(page, camera);
    const run = await filmRun(page, camera);
    camera.due = asShown;
    await lookAtResult(camera);
    const { frames } = camera;
    const frameSeconds = frames.map(() => FRAME_SECONDS);
    frameSeconds[frames.length - 1] = LAST_SECONDS;
    return { frames, frameSeconds, ...run };
  });
}

/** Outside of the run a frame is due about when it is shown. */
function asShown() {
  return sleep(1000 * FRAME_SECONDS);
}

/**
 * In the run one is due after each share of its steps, so that the curves grow evenly and the film
 * has the same length on every machine.
 *
 * @param {Page} page
 */
function afterEachShare(page) {
  let share = 0;
  return () => {
    share += FRAME_SECONDS / TRAINING_SECONDS;
    return page.waitForFunction(
      (wanted) => {
        const progress = document.querySelector("#main-progress");
        const isOver = document.documentElement.dataset.phase === "done";
        return isOver || Number(Reflect.get(progress ?? {}, "value")) >= wanted;
      },
      share,
      { timeout: PATIENCE_MS },
    );
  };
}

/**
 * @param {Page} page
 * @param {Camera} camera
 */
async function press(page, camera) {
  const { x, y, width, height } = await boxOf(trainButton(page));
  await camera.glide({ x: x + 0.6 * width, y: y + 0.7 * height }, nFrames(0.7));
  await camera.rest(nFrames(0.2));
  await page.mouse.down();
  await camera.rest(nFrames(0.12));
  await page.mouse.up();
}

/**
 * Films the run that has just begun, to its end.
 *
 * @param {Page} page
 * @param {Camera} camera
 */
async function filmRun(page, camera) {
  const beganAt = performance.now();
  const nBefore = camera.frames.length;
  const ended = reaches(page, "done").then(() => ({
    trainedSeconds: (performance.now() - beganAt) / 1000,
    shownSeconds: (camera.frames.length - nBefore) * FRAME_SECONDS,
  }));
  camera.due = afterEachShare(page);
  await camera.rest(nFrames(0.5));
  await camera.scroll("#run-card", nFrames(0.56));
  await camera.rest(nFrames(0.6));
  await write(page, camera);
  await camera.rest(nFrames(0.8));
  await camera.glide(ASIDE, nFrames(0.5));
  while (!(await isIn(page, "done"))) await camera.frame();
  return ended;
}

/** @param {Camera} camera */
async function lookAtResult(camera) {
  await camera.rest(nFrames(1.5));
  await camera.scroll("#weights-card", nFrames(1.05));
  await camera.rest(nFrames(1.5));
  await camera.scroll("#confusion-card", nFrames(0.77));
  await camera.rest(nFrames(0.5));
}

/**
 * Writes a digit on the pad.
 *
 * @param {Page} page
 * @param {Camera} camera
 */
async function write(page, camera) {
  const { x, y, width, height } = await boxOf(pad(page));
  const pointsPerFrame = FIVE.flat().length / nFrames(2.2);
  for (const stroke of FIVE) {
    const points = stroke.map(([right, down]) => ({
      x: x + right * width,
      y: y + down * height,
    }));
    await camera.glide(points[0], nFrames(0.4));
    await page.mouse.down();
    for (const [index, point] of points.entries()) {
      await camera.point(point.x, point.y);
      const isDue = index % pointsPerFrame < 1;
      if (isDue || index === points.length - 1) await camera.frame();
    }
    await page.mouse.up();
  }
}

/** @param {number} seconds Of the film. */
function nFrames(seconds) {
  return Math.round(seconds / FRAME_SECONDS);
}
