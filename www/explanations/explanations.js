// One plain sentence about every control and every chart, by card.

import { t } from "../language/translate.js";

/** @typedef {readonly (readonly [string, string])[]} Sentences What each control is called, and does. */

/** @type {Sentences} */
const RUN = [
  [
    t`Train`,
    t`Begins to train a fresh network with the settings below; what was trained before is replaced.`,
  ],
  [t`Pause`, t`Holds the run after the step under way; nothing is lost.`],
  [t`Resume`, t`Goes on where the run was paused.`],
  [
    t`Stop`,
    t`Ends the run for good; what it has learned stays to be looked at.`,
  ],
  [
    t`Rate from the next step on`,
    t`Another learning rate for the run under way, from its next step on.`,
  ],
  [t`Set rate`, t`Takes that learning rate.`],
  [
    t`Whole run`,
    t`How much of all the training is done, and beside it of this pass through the images.`,
  ],
  [
    t`Model`,
    t`Which network to train: how many layers it has, how wide they are, and what keeps them from learning by heart.`,
  ],
  [t`Epochs`, t`How often the network goes through all the training images.`],
  [
    t`Batch size`,
    t`How many images it looks at before it changes its weights once.`,
  ],
  [
    t`Learning rate`,
    t`How far each change goes: too low learns slowly, too high learns nothing.`,
  ],
  [
    t`Seed`,
    t`The number that all chance begins with: the same seed gives the same run again.`,
  ],
  [
    t`Device`,
    t`What computes: the graphics card by WebGPU, or the CPU; Auto takes the faster one that works.`,
  ],
  [
    t`Data`,
    t`The images to learn from: the handwritten digits of MNIST, digits that this page draws itself, or your own files.`,
  ],
  [
    t`Four IDX files: pick them, or drop them on this page`,
    t`Images and labels to train on, and others to test on, in MNIST's file format.`,
  ],
  [
    t`Transposed, as EMNIST is`,
    t`Turns images whose rows and columns are swapped.`,
  ],
  [
    t`Hidden sizes`,
    t`How many units each hidden layer has, from the image to the answer.`,
  ],
  [
    t`Activation`,
    t`What each unit does with its sum before it passes it on; without it, many layers could do no more than one.`,
  ],
  [
    t`Initialisation`,
    t`How large the random weights are that training begins with.`,
  ],
  [
    t`Standard deviation`,
    t`How far those weights are spread about 0, where they are drawn from a normal distribution.`,
  ],
  [
    t`Dropout`,
    t`The share of the units that is left out of each step, so that the network relies on none of them.`,
  ],
  [
    t`Batch normalisation`,
    t`Gives what each layer passes on the same mean and spread in every batch, so that higher rates work.`,
  ],
  [
    t`Optimizer`,
    t`The rule by which the errors of a batch become a change of the weights.`,
  ],
  [
    t`More settings`,
    t`Shows how the learning rate may change during a run, and when a run may end early.`,
  ],
  [
    t`Schedule`,
    t`How the learning rate falls from epoch to epoch, if it does.`,
  ],
  [
    t`Factor`,
    t`What the learning rate is multiplied by at each drop; of the cosine the share of the rate that is left at the end.`,
  ],
  [
    t`Drop after`,
    t`How many epochs go by from one drop to the next; on a plateau how many without a better test loss lead to a drop.`,
  ],
  [
    t`Early stopping`,
    t`Ends the run when the test figure named here has not got better for a while.`,
  ],
  [t`Patience`, t`How many epochs without anything better it waits for.`],
  [
    t`Keep the best network`,
    t`Goes back, at the end, to the weights of the epoch that was best.`,
  ],
];

/** @type {Sentences} */
const CURVES = [
  [
    t`Loss chart`,
    t`How far the answers are from the right ones, the lower the better: of the images it trains on, and of the test images that it never learns from.`,
  ],
  [
    t`Accuracy chart`,
    t`The share of the images that is read right; arrow keys or the pointer read the figures of an epoch.`,
  ],
  [t`Show figures`, t`Shows the numbers of both charts as a table.`],
  [t`Export run`, t`Saves settings and figures as a file of JSON.`],
  [
    t`Export CSV`,
    t`Saves the figures of each epoch as a table for a spreadsheet.`,
  ],
  [t`Download model`, t`Saves the trained network.`],
  [
    t`Download ONNX`,
    t`Saves it for other programs that let networks read, such as ONNX Runtime.`,
  ],
  [t`Load model`, t`Brings back a network that was saved so.`],
  [t`Share link`, t`Makes a link that opens this page with these settings.`],
  [
    t`Smoothing`,
    t`Draws a calmer line over what single steps gave, so that the trend can be seen.`,
  ],
  [
    t`Zoom in`,
    t`Shows fewer epochs in both charts; a drag over one shows what it spans.`,
  ],
  [t`Reset zoom`, t`Shows all epochs again.`],
  [
    t`Log scale of loss`,
    t`Gives each halving of the loss the same room, so that late progress can be seen.`,
  ],
  [
    t`Log scale of error`,
    t`Does so with the share of images that is read wrong.`,
  ],
  [t`Save loss chart as PNG`, t`Saves a picture of the loss chart.`],
  [t`Save loss chart as SVG`, t`Saves it as a drawing that stays sharp.`],
  [t`Save accuracy chart as PNG`, t`Saves a picture of the accuracy chart.`],
  [t`Save accuracy chart as SVG`, t`Saves it as a drawing that stays sharp.`],
];

/** @type {Sentences} */
const READER = [
  [
    t`Draw a digit`,
    t`What you draw is centred, made as small as MNIST's images, and read by the network as it is at this moment.`,
  ],
  [t`Clear digit`, t`Wipes the pad.`],
  [
    t`Prediction`,
    t`The bars are how likely the network takes each digit to be; together they are 100 %.`,
  ],
];

/** @type {Sentences} */
const COMPARISON = [
  [
    t`Beside the notebook`,
    t`The figures of your last epoch, those that the notebook prints of the same model, and yours minus the notebook's.`,
  ],
];

/** @type {Sentences} */
const LAYERS = [
  [
    t`Layers`,
    t`What the image goes through from top to bottom: how many numbers come out of each layer, and how many weights it has to learn.`,
  ],
];

/** @type {Sentences} */
const RUNS = [
  [
    t`Draw … in the charts`,
    t`Draws the run's curves beside those of the run that is shown, with a colour and a marker of its own.`,
  ],
  [t`Name`, t`Sorts the runs by what you call them.`],
  [
    t`Settings`,
    t`Sorts them by their settings; only those that are not the usual ones are told.`,
  ],
  [
    t`Best test accuracy`,
    t`Sorts them by the best share of test images that they read right after any epoch.`,
  ],
  [
    t`Last test accuracy`,
    t`Sorts them by the share that they read right after their last epoch.`,
  ],
  [
    t`Loss gap`,
    t`Sorts them by the test loss less the training loss: the wider it is, the more was learned by heart.`,
  ],
  [t`Seconds`, t`Sorts them by the time of all their epochs.`],
  [
    t`Replay …`,
    t`Trains the run again, with its curves in the charts, and says whether its figures are the same to the last digit.`,
  ],
  [t`Rename …`, t`Takes another name for the run.`],
  [t`Delete …`, t`Forgets the run, until you undo it.`],
  [t`Export all runs`, t`Saves all these runs as one JSON file.`],
  [
    t`Load runs`,
    t`Takes runs from files of Export run or Export all runs, also of other people, to be drawn, compared and replayed.`,
  ],
  [t`Delete all`, t`Forgets all these runs, until you undo it.`],
];

/** @type {Sentences} */
const WEIGHTS = [
  [
    t`The shapes`,
    t`Each shows how the weights of one layer are spread: it is wide where many weights have that value.`,
  ],
  [t`Epoch`, t`Goes back to how they were after an earlier epoch.`],
  [t`Play`, t`Shows the epochs one after the other.`],
  [t`Show as a table`, t`Shows the numbers of the shapes.`],
];

/** @type {Sentences} */
const ERRORS = [
  [
    t`The table`,
    t`A row is what the test images are, a column what the network read; what is off the diagonal is wrong, and a cell shows its images when it is chosen.`,
  ],
  [t`Is`, t`Chooses the row of a cell, where the cells are too small to hit.`],
  [t`Read as`, t`Chooses its column.`],
  [
    t`Surest mistakes`,
    t`Shows the wrong answers that the network was surest of.`,
  ],
  [t`Show more`, t`Shows more images of the same kind.`],
];

/** @type {Sentences} */
const FIRST_LAYER = [
  [
    t`The pictures`,
    t`Each is a unit of the first layer: where it is blue, ink speaks for the unit, and where it is orange, against it.`,
  ],
  [t`Previous units`, t`Shows the units before these.`],
  [t`Next units`, t`Shows the units after these.`],
];

/** @type {Sentences} */
const DATA = [
  [
    t`Label, one-hot`,
    t`The right answer as the network is taught it: ten numbers, all 0 but the digit's own, which is 1.`,
  ],
  [t`Previous example`, t`Shows the training image before this one.`],
  [t`Next example`, t`Shows the training image after this one.`],
  [
    t`Raw: bytes from 0, background, to 255, ink`,
    t`The image as it is stored, a number for each pixel.`,
  ],
  [
    t`Scaled: divided by 255`,
    t`The same numbers as the network gets them, from 0 to 1.`,
  ],
];

/** @type {Sentences} */
const NOTEBOOK = [
  [
    t`Reproduce the notebook`,
    t`Trains the seven models of “MLPs on MNIST”, the Keras notebook that this page is measured by, one after the other, and sets your figures beside its own.`,
  ],
  [t`Pause the notebook`, t`Holds the model under way.`],
  [
    t`Go on with the notebook`,
    t`Picks up where it was held, also after the page was closed.`,
  ],
  [
    t`Start again`,
    t`Throws those figures away and begins with the first model, after it has asked.`,
  ],
  [t`Discard and start again`, t`Answers that question with yes.`],
  [t`Keep the figures`, t`Answers it with no.`],
];

/** @type {Sentences} */
const MEASUREMENT = [
  [
    t`Measure this machine`,
    t`Takes the time of training steps on your devices; your own network is not touched.`,
  ],
  [t`Cancel`, t`Ends the measurement without the round under way.`],
  [t`Copy figures`, t`Puts the table on the clipboard.`],
  [t`Download figures`, t`Saves every single round.`],
];

/** By what the card's button stands after. @type {Readonly<Record<string, Sentences>>} */
export const EXPLANATIONS = {
  stop: RUN,
  "share-link": CURVES,
  "reader-heading": READER,
  "comparison-heading": COMPARISON,
  "layers-heading": LAYERS,
  "runs-heading": RUNS,
  "weights-heading": WEIGHTS,
  "confusion-heading": ERRORS,
  "first-layer-heading": FIRST_LAYER,
  "examples-heading": DATA,
  "reproduction-heading": NOTEBOOK,
  "measurement-heading": MEASUREMENT,
};
