// One plain sentence about every control and every chart, by card.

/** @typedef {readonly (readonly [string, string])[]} Sentences What each control is called, and does. */

/** @type {Sentences} */
const RUN = [
  [
    "Train",
    "Begins to train a fresh network with the settings below; what was trained before is replaced.",
  ],
  ["Pause", "Holds the run after the step under way; nothing is lost."],
  ["Resume", "Goes on where the run was paused."],
  ["Stop", "Ends the run for good; what it has learned stays to be looked at."],
  [
    "Rate from the next step on",
    "Another learning rate for the run under way, from its next step on.",
  ],
  ["Set rate", "Takes that learning rate."],
  [
    "Whole run",
    "How much of all the training is done, and beside it of this pass through the images.",
  ],
  [
    "Model",
    "Which network to train: how many layers it has, how wide they are, and what keeps them from learning by heart.",
  ],
  ["Epochs", "How often the network goes through all the training images."],
  [
    "Batch size",
    "How many images it looks at before it changes its weights once.",
  ],
  [
    "Learning rate",
    "How far each change goes: too low learns slowly, too high learns nothing.",
  ],
  [
    "Seed",
    "The number that all chance begins with: the same seed gives the same run again.",
  ],
  [
    "Device",
    "What computes: the graphics card by WebGPU, or the CPU; Auto takes the faster one that works.",
  ],
  [
    "Data",
    "The images to learn from: the handwritten digits of MNIST, digits that this page draws itself, or your own files.",
  ],
  [
    "Four IDX files: pick them, or drop them on this page",
    "Images and labels to train on, and others to test on, in MNIST's file format.",
  ],
  [
    "Transposed, as EMNIST is",
    "Turns images whose rows and columns are swapped.",
  ],
  [
    "Hidden sizes",
    "How many units each hidden layer has, from the image to the answer.",
  ],
  [
    "Activation",
    "What each unit does with its sum before it passes it on; without it, many layers could do no more than one.",
  ],
  [
    "Initialisation",
    "How large the random weights are that training begins with.",
  ],
  [
    "Standard deviation",
    "How far those weights are spread about 0, where they are drawn from a normal distribution.",
  ],
  [
    "Dropout",
    "The share of the units that is left out of each step, so that the network relies on none of them.",
  ],
  [
    "Batch normalisation",
    "Gives what each layer passes on the same mean and spread in every batch, so that higher rates work.",
  ],
  [
    "Optimizer",
    "The rule by which the errors of a batch become a change of the weights.",
  ],
  [
    "More settings",
    "Shows how the learning rate may change during a run, and when a run may end early.",
  ],
  ["Schedule", "How the learning rate falls from epoch to epoch, if it does."],
  ["Factor", "What the learning rate is multiplied by at each drop."],
  ["Drop after", "How many epochs go by from one drop to the next."],
  [
    "Early stopping",
    "Ends the run when the test figure named here has not got better for a while.",
  ],
  ["Patience", "How many epochs without anything better it waits for."],
  [
    "Keep the best network",
    "Goes back, at the end, to the weights of the epoch that was best.",
  ],
];

/** @type {Sentences} */
const CURVES = [
  [
    "Loss chart",
    "How far the answers are from the right ones, the lower the better: of the images it trains on, and of the test images that it never learns from.",
  ],
  [
    "Accuracy chart",
    "The share of the images that is read right; arrow keys or the pointer read the figures of an epoch.",
  ],
  ["Show figures", "Shows the numbers of both charts as a table."],
  ["Export run", "Saves settings and figures as a file of JSON."],
  [
    "Export CSV",
    "Saves the figures of each epoch as a table for a spreadsheet.",
  ],
  ["Download model", "Saves the trained network."],
  [
    "Download ONNX",
    "Saves it for other programs that let networks read, such as ONNX Runtime.",
  ],
  ["Load model", "Brings back a network that was saved so."],
  ["Share link", "Makes a link that opens this page with these settings."],
  [
    "Smoothing",
    "Draws a calmer line over what single steps gave, so that the trend can be seen.",
  ],
  [
    "Zoom in",
    "Shows fewer epochs in both charts; a drag over one shows what it spans.",
  ],
  ["Reset zoom", "Shows all epochs again."],
  [
    "Log scale of loss",
    "Gives each halving of the loss the same room, so that late progress can be seen.",
  ],
  [
    "Log scale of error",
    "Does so with the share of images that is read wrong.",
  ],
  ["Save loss chart as PNG", "Saves a picture of the left chart."],
  ["Save loss chart as SVG", "Saves it as a drawing that stays sharp."],
  ["Save accuracy chart as PNG", "Saves a picture of the right chart."],
  ["Save accuracy chart as SVG", "Saves it as a drawing that stays sharp."],
];

/** @type {Sentences} */
const READER = [
  [
    "Draw a digit",
    "What you draw is centred, made as small as MNIST's images, and read by the network as it is at this moment.",
  ],
  ["Clear digit", "Wipes the pad."],
  [
    "Prediction",
    "The bars are how likely the network takes each digit to be; together they are 100 %.",
  ],
];

/** @type {Sentences} */
const COMPARISON = [
  [
    "Beside the notebook",
    "The figures of your last epoch, those that the notebook prints of the same model, and yours minus the notebook's.",
  ],
];

/** @type {Sentences} */
const LAYERS = [
  [
    "Layers",
    "What the image goes through from top to bottom: how many numbers come out of each layer, and how many weights it has to learn.",
  ],
];

/** @type {Sentences} */
const RUNS = [
  [
    "Draw … in the charts",
    "Draws the run's curves beside those of the run that is shown, with a colour and a marker of its own.",
  ],
  ["Name", "Sorts the runs by what you call them."],
  [
    "Settings",
    "Sorts them by their settings; only those that are not the usual ones are told.",
  ],
  [
    "Best test accuracy",
    "Sorts them by the best share of test images that they read right after any epoch.",
  ],
  [
    "Last test accuracy",
    "Sorts them by the share that they read right after their last epoch.",
  ],
  [
    "Loss gap",
    "Sorts them by the test loss less the training loss: the wider it is, the more was learned by heart.",
  ],
  ["Seconds", "Sorts them by the time of all their epochs."],
  [
    "Replay …",
    "Trains the run again, with its curves in the charts, and says whether its figures are the same to the last digit.",
  ],
  ["Rename …", "Takes another name for the run."],
  ["Delete …", "Forgets the run, until you undo it."],
  ["Export all runs", "Saves all these runs as one JSON file."],
  ["Delete all", "Forgets all these runs, until you undo it."],
];

/** @type {Sentences} */
const WEIGHTS = [
  [
    "The shapes",
    "Each shows how the weights of one layer are spread: it is wide where many weights have that value.",
  ],
  ["Epoch", "Goes back to how they were after an earlier epoch."],
  ["Play", "Shows the epochs one after the other."],
  ["Show as a table", "Shows the numbers of the shapes."],
];

/** @type {Sentences} */
const ERRORS = [
  [
    "The table",
    "A row is what the test images are, a column what the network read; what is off the diagonal is wrong, and a cell shows its images when it is chosen.",
  ],
  ["Is", "Chooses the row of a cell, where the cells are too small to hit."],
  ["Read as", "Chooses its column."],
  [
    "Surest mistakes",
    "Shows the wrong answers that the network was surest of.",
  ],
  ["Show more", "Shows more images of the same kind."],
];

/** @type {Sentences} */
const FIRST_LAYER = [
  [
    "The pictures",
    "Each is a unit of the first layer: where it is blue, ink speaks for the unit, and where it is orange, against it.",
  ],
  ["Previous units", "Shows the units before these."],
  ["Next units", "Shows the units after these."],
];

/** @type {Sentences} */
const DATA = [
  [
    "Label, one-hot",
    "The right answer as the network is taught it: ten numbers, all 0 but the digit's own, which is 1.",
  ],
  ["Previous example", "Shows the training image before this one."],
  ["Next example", "Shows the training image after this one."],
  [
    "Raw: bytes from 0, background, to 255, ink",
    "The image as it is stored, a number for each pixel.",
  ],
  [
    "Scaled: divided by 255",
    "The same numbers as the network gets them, from 0 to 1.",
  ],
];

/** @type {Sentences} */
const NOTEBOOK = [
  [
    "Reproduce the notebook",
    "Trains the seven models of the notebook that this page is measured by, one after the other, and sets your figures beside its own.",
  ],
  ["Pause the notebook", "Holds the model under way."],
  [
    "Go on with the notebook",
    "Picks up where it was held, also after the page was closed.",
  ],
  [
    "Start again",
    "Throws those figures away and begins with the first model, after it has asked.",
  ],
  ["Discard and start again", "Answers that question with yes."],
  ["Keep the figures", "Answers it with no."],
];

/** @type {Sentences} */
const MEASUREMENT = [
  [
    "Measure this machine",
    "Takes the time of training steps on your devices; your own network is not touched.",
  ],
  ["Cancel", "Ends the measurement without the round under way."],
  ["Copy figures", "Puts the table on the clipboard."],
  ["Download figures", "Saves every single round."],
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
