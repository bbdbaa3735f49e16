// A camera on the open page: a picture whenever one is due, and the pointer with it.

/** @import { Page } from "playwright-core" */

/**
 * A frame as it was taken.
 *
 * @typedef {object} Frame
 * @property {Buffer} png
 * @property {{ x: number, y: number }} pointer In pixels of the picture: no screenshot has it.
 */

export class Camera {
  /** @type {Frame[]} */
  frames = [];
  /** What the next frame waits for. @type {() => Promise<unknown>} */
  due;
  /** Where the window is on its way to the card that is shown at its top. @type {Way | null} */
  #way = null;
  #page;
  #scale;
  /** In pixels of the page. */
  #pointer;

  /**
   * @param {Page} page
   * @param {{ scale: number, due: () => Promise<unknown>, pointer: { x: number, y: number } }} options
   */
  constructor(page, { scale, due, pointer }) {
    this.#page = page;
    this.#scale = scale;
    this.due = due;
    this.#pointer = pointer;
  }

  /** Takes a frame when it is due. */
  async frame() {
    await this.due();
    // The card keeps its place when those above it change.
    if (this.#way !== null) await this.#page.evaluate(scrollPart, this.#way);
    const png = await this.#page.screenshot();
    const { x, y } = this.#pointer;
    this.frames.push({
      png,
      pointer: { x: x * this.#scale, y: y * this.#scale },
    });
  }

  /**
   * Looks on for so many frames.
   *
   * @param {number} nFrames
   */
  async rest(nFrames) {
    for (let index = 0; index < nFrames; index += 1) await this.frame();
  }

  /**
   * Moves the pointer at once, as part of the next frame.
   *
   * @param {number} x
   * @param {number} y
   */
  async point(x, y) {
    this.#pointer = { x, y };
    await this.#page.mouse.move(x, y);
  }

  /**
   * Moves the pointer gently.
   *
   * @param {{ x: number, y: number }} to
   * @param {number} nFrames
   */
  async glide(to, nFrames) {
    const from = this.#pointer;
    for (const part of eased(nFrames)) {
      await this.point(
        from.x + (to.x - from.x) * part,
        from.y + (to.y - from.y) * part,
      );
      await this.frame();
    }
  }

  /**
   * Scrolls gently until a card is at the window's top, where it then stays.
   *
   * @param {string} selector
   * @param {number} nFrames
   */
  async scroll(selector, nFrames) {
    const from = await this.#page.evaluate(() => scrollY);
    for (const part of eased(nFrames)) {
      this.#way = { selector, from, part };
      await this.frame();
    }
  }
}

/**
 * @typedef {object} Way
 * @property {string} selector The card's.
 * @property {number} from Pixels of the page that were above the window.
 * @property {number} part How much of the way is done.
 */

/**
 * Scrolls a part of the way to a card; runs in the page.
 *
 * @param {Way} way
 */
function scrollPart({ selector, from, part }) {
  const above = 12;
  const card = document.querySelector(selector);
  if (card === null) throw new Error(`no ${selector}`);
  const to = scrollY + card.getBoundingClientRect().top - above;
  scrollTo({ top: from + (to - from) * part, behavior: "instant" });
}

/**
 * Parts of a way that begins and ends slowly, the last of them 1.
 *
 * @param {number} nSteps
 */
function eased(nSteps) {
  return Array.from({ length: nSteps }, (_, index) => {
    const part = (index + 1) / nSteps;
    return part * part * (3 - 2 * part);
  });
}
