"""`fit` traces its step: Python in `call` and `train_step` runs while tracing, and not for each batch."""

import numpy as np


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.layer = tf.keras.layers.Dense(1, kernel_initializer="ones")
        self.seen = 0

    def call(self, x, training=None):
        self.seen += 1
        print("  call", type(x).__name__, x.shape, training)
        return self.layer(x)


class Own(Net):
    def train_step(self, data):
        x, y = data
        print("  train_step", x.shape, y.dtype.name, [metric.name for metric in self.metrics])
        with tf.GradientTape() as tape:
            loss = self.compute_loss(y=y, y_pred=self(x, training=True))
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply(gradients, self.trainable_variables)
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y, self(x))
        return {metric.name: metric.result() for metric in self.metrics}


x = np.arange(5.0).reshape(5, 1)
y = 2 * x
for kind in (Net, Own):
    net = kind()
    net.compile("sgd", "mse", metrics=["mae"])
    print(kind.__name__, "fit: two epochs of three batches")
    history = net.fit(x, y, batch_size=2, epochs=2, shuffle=False, verbose=0)
    print(net.seen, {name: np.round(values, 4).tolist() for name, values in history.history.items()})
    print("again, and with another batch size: nothing new to trace")
    net.fit(x, y, batch_size=3, shuffle=False, verbose=0)
    print("batches that come out even have a shape that is known")
    net.fit(x, y, batch_size=5, shuffle=False, verbose=0)
    print("evaluate and predict have traces of their own")
    print(np.round(net.evaluate(x, y, batch_size=2, verbose=0), 4))
    print(net.predict(x, batch_size=2, verbose=0).shape, net.predict_on_batch(x[:1]).shape)
    print("compiled anew it is traced anew")
    net.compile("sgd", "mse", run_eagerly=True)
    net.fit(x, y, batch_size=4, shuffle=False, verbose=0)

print("what the step gives is numbers, in the order of their names; a loss is told the targets as floats")


def difference(y_true, y_pred):
    print("  loss", y_true.dtype.name, y_true.shape)
    return tf.abs(y_true - y_pred)


model = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(1, kernel_initializer="ones")])
model.compile("sgd", difference, metrics=["accuracy", "mse"])
history = model.fit(x.astype(int), y.astype(int), verbose=0)
print(list(history.history), [type(values[0]).__name__ for values in history.history.values()])
print(model.metrics, model.metrics_names, model.metrics[1].metrics, model.history is history)
print([variable.path for variable in model.metrics[1].variables])
print(model.evaluate(x, y, verbose=0, return_dict=True).keys(), len(model.evaluate(x, y, verbose=0)))

print("several outputs, and weights of losses, examples and classes")
given = tf.keras.Input((1,), name="given")
outputs = [tf.keras.layers.Dense(1, kernel_initializer="ones", name=name)(given) for name in ("left", "right")]
two = tf.keras.Model(given, outputs)
two.compile("sgd", {"left": "mse", "right": "mae"}, loss_weights={"left": 2.0, "right": 1.0}, metrics=[["mae"], None])
history = two.fit(x, {"left": y, "right": y}, verbose=0)
print({name: np.round(values, 4).tolist() for name, values in history.history.items()}, two.metrics_names)
model.compile("sgd", "mse", weighted_metrics=["mae"])
print(model.fit(x, y, sample_weight=np.array([0, 0, 0, 0, 1.0]), verbose=0).history.keys())
print(model.fit(x, y > 4, class_weight={0: 0.0, 1: 0.0}, verbose=0).history["loss"])


class Watch(tf.keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs=None):
        print("  batch", batch, {name: type(value).__name__ for name, value in logs.items()})

    def on_test_end(self, logs=None):
        print("  test", sorted(logs))


print("callbacks")
model.fit(x, y, batch_size=3, validation_data=(x, y), callbacks=[Watch()], verbose=0)
stop = tf.keras.callbacks.EarlyStopping("loss", patience=1, min_delta=100.0)
history = model.fit(x, y, epochs=9, callbacks=[stop], verbose=0)
print(history.epoch, stop.stopped_epoch, model.stop_training)
halve = tf.keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate / 2)
history = model.fit(x, y, epochs=2, callbacks=[halve], verbose=0)
print(list(history.history), np.round(history.history["learning_rate"], 4))
told = []
model.fit(x, y, verbose=0, callbacks=[tf.keras.callbacks.LambdaCallback(on_epoch_end=lambda *told_of: told.append(1))])
print(len(told))

half = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(1, kernel_initializer="ones")])
half.compile("sgd", "mse")
history = half.fit(x, y, validation_split=0.4, shuffle=False, verbose=0)
print({name: np.round(values, 4).tolist() for name, values in history.history.items()})


def refused(what, call):
    try:
        call()
    except ValueError as error:
        print(what, "!", str(error).splitlines()[0])


refused("lengths", lambda: model.fit(x, y[:3]))
refused("list", lambda: model.fit([1.0, 2.0], [1.0, 2.0]))
fresh = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(1)])
refused("not compiled", lambda: fresh.fit(x, y))
fresh.compile("sgd")
refused("no loss", lambda: fresh.fit(x, y, verbose=0))
