"""Callbacks of `fit`, `evaluate` and `predict` are told the model and a dict of numbers; classes weigh where nothing else does."""

import numpy as np

layers, callbacks = tf.keras.layers, tf.keras.callbacks
X, Y = np.ones((4, 2)), np.ones((4, 1))
model = tf.keras.Sequential([tf.keras.Input((2,)), layers.Dense(1)])
model.compile("sgd", "mse")


class Told(callbacks.Callback):
    def set_model(self, model):
        print("model", model is not None)
        super().set_model(model)

    def set_params(self, params):
        print("params", params)
        super().set_params(params)

    def on_train_begin(self, logs):
        print("train", logs, type(self.model.history).__name__)

    def on_epoch_begin(self, epoch, logs):
        print("epoch", epoch, logs)

    def on_test_begin(self, logs):
        print("test", logs, self.model is model)

    def on_test_batch_begin(self, batch, logs):
        print("test batch", batch, logs)

    def on_predict_begin(self, logs):
        print("predict", logs, self.model is model)

    def on_predict_batch_end(self, batch, logs):
        print("predict batch", batch, list(logs))

    def on_predict_end(self, logs):
        print("predict end", logs)


model.fit(X, Y, verbose=0, callbacks=[Told()], validation_data=(X, Y))
model.evaluate(X, Y, verbose=0, callbacks=Told())
model.predict(X, verbose=0, callbacks=[Told()])


class Batches(callbacks.Callback):
    def on_batch_begin(self, batch, logs=None):
        print(type(self).__name__, "batch begins", logs)

    def on_batch_end(self, batch, logs=None):
        print(type(self).__name__, "batch ends", list(logs))


class TrainBatches(Batches):
    def on_train_batch_end(self, batch, logs=None):
        print(type(self).__name__, "batch of training ends", list(logs))


model.fit(X, Y, verbose=0, callbacks=[Batches(), TrainBatches()])
model.fit(X, Y, verbose=0, callbacks=callbacks.LambdaCallback(
    on_train_batch_end=lambda batch, logs: print("instead"), on_batch_end=lambda batch, logs: print("not called")))
print("nothing to evaluate", model.evaluate(X[:0], Y[:0], verbose=0))


def fitted(model, targets, **options):
    try:
        return round(model.fit(X, targets, verbose=0, **options).history["loss"][0], 4)
    except ValueError as error:
        return error


print(fitted(model, Y, class_weight={0: 1.0}, sample_weight=np.ones(4)))
model.layers[0].set_weights([np.ones((2, 1)), np.zeros(1)])
print("the nearest class", fitted(model, Y * 0.9, class_weight={0: 1.0, 1: 3.0}))
given = tf.keras.Input((2,))
two = tf.keras.Model(given, [layers.Dense(1)(given), layers.Dense(1)(given)])
two.compile("sgd", ["mse", "mse"])
print(fitted(two, [Y, Y], class_weight={0: 1.0}))
