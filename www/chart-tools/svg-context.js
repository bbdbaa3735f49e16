// What a chart draws on a canvas, as lines, shapes and texts of an SVG picture.

const SVG = "http://www.w3.org/2000/svg";

/**
 * How far below its middle and its top a text's base line is, in its size.
 *
 * @type {Readonly<Record<string, number>>}
 */
const BASE_LINE = { middle: 0.35, top: 0.9 };

/** @type {Readonly<Record<string, string>>} */
const ANCHORS = { left: "start", center: "middle", right: "end" };

/** Stands in for a canvas's context; as there, what is no number leaves no mark. */
export class SvgContext {
  /** What `save` keeps and `restore` brings back: all that is not private. */
  fillStyle = "#000";
  strokeStyle = "#000";
  globalAlpha = 1;
  lineWidth = 1;
  /** @type {CanvasLineJoin} */
  lineJoin = "miter";
  font = "10px sans-serif";
  /** @type {CanvasTextAlign} */
  textAlign = "left";
  /** @type {CanvasTextBaseline} */
  textBaseline = "alphabetic";
  /** @type {number[]} */
  dash = [];
  clipId = "";

  /** @type {object[]} */
  #kept = [];
  #root;
  #part;
  #nClips = 0;
  #measure = document.createElement("canvas").getContext("2d");

  /** The path's commands. @type {string[]} */
  #commands = [];
  /** The path, where it is one rectangle or one circle. @type {SVGElement | null} */
  #simple = null;
  /** The path as it was last filled, until it changes. @type {SVGElement | null} */
  #filled = null;

  /**
   * @param {number} width
   * @param {number} height
   */
  constructor(width, height) {
    const viewBox = `0 0 ${width} ${height}`;
    this.#root = element("svg", { width, height, viewBox, role: "img" });
    this.#part = this.#root;
  }

  /**
   * What is drawn from here on is a part of its own, with a name.
   *
   * @param {string} name
   */
  beginPart(name) {
    this.#part = element("g", {});
    this.#part.append(named("title", name));
    this.#root.append(this.#part);
  }

  /**
   * The picture as a file's text.
   *
   * @param {string} title
   * @param {string} description
   */
  text(title, description) {
    const picture = /** @type {Element} */ (this.#root.cloneNode(true));
    picture.prepend(named("title", title), named("desc", description));
    return `${new XMLSerializer().serializeToString(picture)}\n`;
  }

  save() {
    this.#kept.push({ ...this });
  }

  restore() {
    Object.assign(this, this.#kept.pop());
  }

  beginPath() {
    this.#commands = [];
    this.#simple = null;
    this.#filled = null;
  }

  closePath() {
    if (this.#commands.length > 0) this.#commands.push("Z");
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  moveTo(x, y) {
    if (Number.isFinite(x + y)) this.#commands.push(`M${short(x)} ${short(y)}`);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  lineTo(x, y) {
    if (!Number.isFinite(x + y)) return;
    const command = this.#commands.length === 0 ? "M" : "L";
    this.#commands.push(`${command}${short(x)} ${short(y)}`);
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   */
  rect(x, y, width, height) {
    this.#simple = element("rect", { x, y, width, height });
  }

  /**
   * A whole circle: charts draw no others.
   *
   * @param {number} cx
   * @param {number} cy
   * @param {number} r
   */
  arc(cx, cy, r) {
    this.#simple = element("circle", { cx, cy, r });
  }

  clip() {
    this.#nClips += 1;
    const id = `clip-${this.#nClips}`;
    const clip = element("clipPath", { id });
    clip.append(this.#shape());
    this.#root.append(clip);
    this.clipId = id;
  }

  fill() {
    this.#filled = this.#draw({ fill: this.fillStyle.trim(), stroke: "none" });
  }

  stroke() {
    const { strokeStyle, lineWidth, lineJoin, dash } = this;
    const shape = this.#filled ?? this.#draw({ fill: "none" });
    set(shape, {
      stroke: strokeStyle.trim(),
      "stroke-width": lineWidth,
      "stroke-linejoin": lineJoin,
    });
    if (dash.length > 0) set(shape, { "stroke-dasharray": dash.join(" ") });
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = dash;
  }

  /**
   * @param {string} text
   * @param {number} x
   * @param {number} y
   */
  fillText(text, x, y) {
    if (text === "") return;
    const { font, fillStyle, textAlign, textBaseline } = this;
    const [, weight = "", size = "", family = ""] =
      /^(?:(\d+) )?([\d.]+)px (.*)$/.exec(font) ?? [];
    const down = BASE_LINE[textBaseline] ?? 0;
    const label = named("text", text);
    set(label, {
      x,
      y: y + down * Number(size),
      fill: fillStyle.trim(),
      "font-family": family,
      "font-size": size,
      "text-anchor": ANCHORS[textAlign] ?? "start",
    });
    if (weight !== "") set(label, { "font-weight": weight });
    this.#part.append(label);
  }

  /**
   * @param {string} text
   * @returns {TextMetrics}
   */
  measureText(text) {
    if (this.#measure === null) throw new Error("no canvas to measure with");
    this.#measure.font = this.font;
    return this.#measure.measureText(text);
  }

  /** @param {Record<string, string>} attributes */
  #draw(attributes) {
    const { globalAlpha, clipId } = this;
    const shape = this.#shape();
    set(shape, attributes);
    if (globalAlpha < 1) set(shape, { opacity: globalAlpha });
    if (clipId !== "") set(shape, { "clip-path": `url(#${clipId})` });
    this.#part.append(shape);
    return shape;
  }

  #shape() {
    return this.#simple ?? element("path", { d: this.#commands.join("") });
  }
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  set(made, attributes);
  return made;
}

/**
 * @param {string} name
 * @param {string} text
 */
function named(name, text) {
  const made = element(name, {});
  made.textContent = text;
  return made;
}

/**
 * @param {Element} made
 * @param {Record<string, string | number>} attributes
 */
function set(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    const text = typeof value === "number" ? short(value) : value;
    made.setAttribute(name, text);
  }
}

/**
 * A length to a hundredth of a pixel.
 *
 * @param {number} value
 */
function short(value) {
  return String(Math.round(value * 100) / 100);
}
