// Experiments to try: pairs of links, and what to look for. Each sentence says what happened with
// MNIST and seed 1 on the CPU; the numbers that it names leave room for other seeds and the GPU.

import { t } from "../language/translate.js";

/**
 * @typedef {object} Experiment
 * @property {string} name In its links.
 * @property {string} title
 * @property {string} lookFor Two sentences.
 * @property {readonly { name: string, query: string }[]} links Each begins to train by itself.
 */

/**
 * Three layers at thirty times the rate that SGD has by itself. At ten times, 0.1, there is little to
 * see: after one epoch they read 95.5 % plain and 96.3 % with batch normalisation.
 */
const HOT =
  "model=custom&hidden=200,100,50&optimizer=sgd&lr=0.3&epochs=3&autostart=1";

/** The notebook's first architecture, with the same initial weights in both. */
const WIDE = "model=custom&hidden=600,100&epochs=10&autostart=1";

const FIVE = "epochs=5&autostart=1";

/** @type {readonly Experiment[]} */
export const EXPERIMENTS = [
  {
    name: "rate",
    title: t`A learning rate that is far too high`,
    lookFor: t`At thirty times the usual rate the plain layers do no better than guessing, or learn much more slowly. With batch normalisation the same layers at the same rate read more than 95 % of the test digits after one epoch.`,
    links: [
      { name: t`Without batch normalisation`, query: HOT },
      { name: t`With batch normalisation`, query: `${HOT}&batchnorm=1` },
    ],
  },
  {
    name: "dropout",
    title: t`Learning by heart, and dropout against it`,
    lookFor: t`Without dropout the training loss goes on falling when the test loss has long stopped: the gap between them is what was learned by heart. With half of the units left out of each step the gap does not open, and as many test digits are read.`,
    links: [
      { name: t`Without dropout`, query: WIDE },
      { name: t`With dropout`, query: `${WIDE}&dropout=0.5` },
    ],
  },
  {
    name: "depth",
    title: t`Is deeper better?`,
    lookFor: t`Without a hidden layer the network stays near 92 % of the test digits, and two hidden layers bring it above 97 %. Five take longer for each epoch and do not read more: depth alone is no gain here.`,
    links: [
      { name: t`No hidden layer`, query: `model=softmax&${FIVE}` },
      { name: t`Two hidden layers`, query: `model=a1-relu&${FIVE}` },
      { name: t`Five hidden layers`, query: `model=a3-relu&${FIVE}` },
    ],
  },
  {
    name: "width",
    title: t`Ten units, or six hundred`,
    lookFor: t`Ten hidden units read about 92 % of the test digits, and their two losses stay close together. Six hundred read more than 97 %, and their training loss falls far below the test loss: there is room to learn by heart.`,
    links: [
      { name: t`Ten units`, query: `model=custom&hidden=10&${FIVE}` },
      { name: t`Six hundred units`, query: `model=custom&hidden=600&${FIVE}` },
    ],
  },
];
