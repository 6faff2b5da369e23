"""What a loss, a metric, a layer, an initializer or an optimizer of Keras says of itself makes another that says the same."""

K = tf.keras
made = [
    K.metrics.AUC(5), K.metrics.Mean(), K.metrics.Precision(top_k=2), K.metrics.Recall(0.25), K.metrics.FalsePositives(),
    K.metrics.BinaryAccuracy(threshold=0.25), K.metrics.TopKCategoricalAccuracy(k=2), K.metrics.MeanSquaredError(),
    K.metrics.BinaryCrossentropy(from_logits=True), K.metrics.SparseCategoricalCrossentropy(),
    K.losses.Huber(2.0), K.losses.BinaryCrossentropy(label_smoothing=0.5), K.losses.MeanAbsoluteError(reduction="sum"),
    K.losses.CategoricalCrossentropy(axis=0), K.losses.SparseCategoricalCrossentropy(ignore_class=2),
    K.layers.Dropout(0.5, seed=3), K.layers.Dropout(0.5, noise_shape=(None, 1)), K.layers.Dense(2, activation="relu"),
    K.layers.InputLayer((3,)), K.layers.Reshape((1, -1)), K.layers.BatchNormalization(), K.layers.Add(),
    K.initializers.GlorotUniform(), K.initializers.HeNormal(seed=1), K.initializers.RandomNormal(0.0, 1.0, 2),
    K.initializers.VarianceScaling(), K.initializers.Constant(2.0), K.regularizers.L1L2(0.5, 0.25),
    K.optimizers.SGD(0.5, momentum=0.5), K.optimizers.Adam(), K.random.SeedGenerator(7),
    K.optimizers.schedules.ExponentialDecay(0.5, 2, 0.5),
]
for one in made:
    try:
        again = type(one).from_config(one.get_config())
        print(type(one).__name__, type(again) is type(one), again.get_config() == one.get_config())
    except Exception as error:
        print(type(one).__name__, "!", type(error).__name__, str(error).splitlines()[0][:60])
