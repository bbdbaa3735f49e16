// The tour's five steps: which card each is about, and what is said of it.

import { t } from "../language/translate.js";

/**
 * @typedef {object} Step
 * @property {string} card The id of an element in the card.
 * @property {string} title
 * @property {string} text
 */

/** @type {readonly Step[]} */
export const STEPS = [
  {
    card: "layers-heading",
    title: t`A network is a row of layers`,
    text: t`An image goes in as 784 numbers, one for each pixel. Each layer weighs the numbers of the one before it, and the last gives ten: how likely each digit is. The weights are random at first, so the network guesses. Learning means to change them.`,
  },
  {
    card: "train",
    title: t`Press Train`,
    text: t`The network looks at 128 images at a time, sees how wrong it was, and changes each weight a little in the direction that would have been less wrong. One pass through all training images is an epoch. Settings stand below; they are fine as they are.`,
  },
  {
    card: "loss-chart",
    title: t`Watch it learn`,
    text: t`Loss says how far off the answers are: it falls. Accuracy is the share of images read right: it rises. One curve is of the images it trains on, the other of test images it has never learned from. Where the two part, it begins to learn by heart.`,
  },
  {
    card: "pad",
    title: t`Draw a digit`,
    text: t`Draw a large digit on the pad, also while the network trains. The bars say what it takes it for, and how sure it is. Below stands what it really sees: your drawing, 28 pixels wide and high.`,
  },
  {
    card: "confusion-heading",
    title: t`See where it errs`,
    text: t`After the first epoch this table shows which digits it takes for which: choose a cell and look at them. Then find “Try this” below for experiments that you can start with one press. The question mark in each card explains what is in it.`,
  },
];
