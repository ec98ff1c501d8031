"""Keras 3 models as archives and HDF5 files, whichever backend is installed."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
try:
    import tensorflow
except ImportError:
    tensorflow = None
    os.environ.setdefault("KERAS_BACKEND", "torch")
import keras
import numpy as np
from keras import layers
from shelf import Shelf

keras.utils.set_random_seed(0)
shelf = Shelf("keras", keras.__version__)


def functional():
    inputs = keras.Input((4,), name="in")
    left = layers.Dense(3, activation="relu", kernel_regularizer=keras.regularizers.L2(0.01))(inputs)
    right = layers.Dense(3, activation=keras.activations.gelu, kernel_initializer=keras.initializers.HeNormal(seed=1))(inputs)
    return keras.Model(inputs, layers.Dense(1)(layers.Concatenate()([left, right])))


def compiled(optimizer, loss, metrics):
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3, "relu"), layers.BatchNormalization(), layers.Dropout(0.1), layers.Dense(1, "sigmoid")])
    model.compile(optimizer, loss, metrics=metrics)
    model.fit(np.random.rand(8, 4), np.arange(8) % 2, epochs=1, verbose=0)
    return model


MODELS = {
    "dense": lambda: keras.Sequential([keras.Input((4,)), layers.Dense(2)]),
    "functional": functional,
    "compiled": lambda: compiled("adam", "binary_crossentropy", ["accuracy"]),
    "compiled-objects": lambda: compiled(keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)), keras.losses.BinaryCrossentropy(label_smoothing=0.1), [keras.metrics.AUC(num_thresholds=5)]),
    "conv": lambda: keras.Sequential([keras.Input((8, 8, 1)), layers.Rescaling(1 / 255), layers.Conv2D(2, 3), layers.MaxPooling2D(), layers.Flatten(), layers.Dense(2, "softmax")]),
    "recurrent": lambda: keras.Sequential([keras.Input((5, 2)), layers.Bidirectional(layers.LSTM(2, return_sequences=True)), layers.GRU(2), layers.Dense(1)]),
    "embedding": lambda: keras.Sequential([keras.Input((5,)), layers.Embedding(10, 2), layers.GlobalAveragePooling1D(), layers.LayerNormalization()]),
    "nested": lambda: keras.Sequential([keras.Input((4,)), functional(), layers.Activation("relu")]),
    "attention": lambda: (lambda x: keras.Model(x, layers.MultiHeadAttention(2, 2)(x, x)))(keras.Input((3, 4))),
    "augmentation": lambda: keras.Sequential([keras.Input((8, 8, 3)), layers.RandomFlip(), layers.RandomRotation(0.1), layers.Normalization(mean=0.0, variance=1.0)]),
}
for name, build in MODELS.items():
    try:
        model = build()
    except Exception as error:
        shelf.failures.append(f"{name}: {error}")
        continue
    shelf.stored(f"{name}.keras", model.save)
    shelf.stored(f"{name}.h5", model.save)
    shelf.stored(f"{name}.weights.h5", model.save_weights)
    shelf.attempt(f"{name}.config.json", lambda: model.to_json().encode())
shelf.close()

if tensorflow is not None:
    import tempfile
    from pathlib import Path

    shelf = Shelf("tensorflow", tensorflow.__version__)
    for name in ("dense", "conv", "recurrent"):
        model = MODELS[name]()
        with tempfile.TemporaryDirectory() as folder:
            try:
                model.export(f"{folder}/saved", verbose=False)
                for file in sorted(Path(f"{folder}/saved").rglob("*")):
                    if file.is_file():
                        shelf.put(f"saved-{name}/{file.relative_to(folder + '/saved')}", file.read_bytes(), largest=120_000)
            except Exception as error:
                shelf.failures.append(f"saved-{name}: {error}")
        shelf.attempt(f"{name}.tflite", lambda: tensorflow.lite.TFLiteConverter.from_keras_model(model).convert())
    shelf.close()
