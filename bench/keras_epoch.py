"""Times an epoch of the notebook's a1-relu in Keras on TensorFlow; prints one line of JSON.

usage: keras_epoch.py MNIST_DIR    needs: pip install tensorflow-cpu
"""

import gzip
import json
import os
import statistics
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow
from keras import initializers, layers

N_EPOCHS = 3
BATCH_SIZE = 128


def idx(folder, name, header_bytes):
    """The values of a gzipped IDX file."""
    with gzip.open(os.path.join(folder, name)) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header_bytes)


class EpochTimes(keras.callbacks.Callback):
    """Keeps how long each epoch took."""

    def __init__(self):
        super().__init__()
        self.seconds = []

    def on_epoch_begin(self, epoch, logs=None):
        self.start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.perf_counter() - self.start)


def main(folder):
    pixels = idx(folder, "train-images-idx3-ubyte.gz", 16).reshape(-1, 784) / np.float32(255)
    labels = idx(folder, "train-labels-idx1-ubyte.gz", 8)
    targets = keras.utils.to_categorical(labels, 10)
    keras.utils.set_random_seed(1)
    network = keras.Sequential([keras.Input((784,))])
    for n_in, units in ((784, 600), (600, 100)):
        kernel = initializers.RandomNormal(0.0, (2 / n_in) ** 0.5)
        network.add(layers.Dense(units, activation="relu", kernel_initializer=kernel))
    network.add(layers.Dense(10, activation="softmax"))
    network.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    times = EpochTimes()
    history = network.fit(
        pixels, targets, batch_size=BATCH_SIZE, epochs=N_EPOCHS, verbose=0, callbacks=[times]
    )
    # The first epoch compiles.
    result = {
        "keras": keras.__version__,
        "tensorflow": tensorflow.__version__,
        "epoch_seconds": times.seconds,
        "median_later_seconds": statistics.median(times.seconds[1:]),
        "last_loss": float(history.history["loss"][-1]),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1])
