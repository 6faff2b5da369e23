"""Lists that loops fill with variables and symbols, a flag with a default, and the latest of the files that were saved."""

import os

import tensorflow as tf


def write_latest(checkpoint, path):
    """Write a checkpoint, and beside it which one is the latest, as a Saver did."""
    folder, slash, name = path.rpartition("/")
    tf.io.write_file(f"{folder}{slash}checkpoint", f'model_checkpoint_path: "{name}"\n')
    return checkpoint.write(path)


if __name__ == "__main__":
    os.makedirs("saved")
    
    
    class Model(tf.Module):
        def __init__(self):
            super().__init__()
            self.weights_of_each = []
            for n in range(2):
                self.weights_of_each.append(tf.Variable(tf.ones([sizes[n], sizes[n + 1]])))
            self.optimizer = tf.keras.optimizers.SGD(0.01)

        @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
        def step(self, hidden):
            with tf.GradientTape() as tape:
                doubled = tf.convert_to_tensor(False)
                weights = []
                weights_of_each = iter(self.weights_of_each)
                for n in range(2):
                    weights.append(next(weights_of_each))
                for w in weights:
                    hidden = tf.matmul(hidden, w)
                parts = []
                for n in range(3):
                    parts.append(tf.reduce_sum(hidden) * n)
                loss = tf.cond(doubled, lambda: 2.0 * tf.add_n(parts), lambda: tf.add_n(parts))
            variables = [self.weights_of_each[0], self.weights_of_each[1]]
            self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

        @tf.function(input_signature=[tf.TensorSpec([], tf.bool), tf.TensorSpec([None, 2], tf.float32)])
        def loss(self, doubled, hidden):
            weights = []
            weights_of_each = iter(self.weights_of_each)
            for n in range(2):
                weights.append(next(weights_of_each))
            for w in weights:
                hidden = tf.matmul(hidden, w)
            parts = []
            for n in range(3):
                parts.append(tf.reduce_sum(hidden) * n)
            loss = tf.cond(doubled, lambda: 2.0 * tf.add_n(parts), lambda: tf.add_n(parts))
            return loss

        @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
        def parts(self, hidden):
            weights = []
            weights_of_each = iter(self.weights_of_each)
            for n in range(2):
                weights.append(next(weights_of_each))
            for w in weights:
                hidden = tf.matmul(hidden, w)
            parts = []
            for n in range(3):
                parts.append(tf.reduce_sum(hidden) * n)
            return parts


    sizes = [2, 3, 2]
    model = Model()
    known = tf.train.get_checkpoint_state("saved")
    if known and known.model_checkpoint_path:
        tf.train.Checkpoint(Variable=model.weights_of_each[0], Variable_1=model.weights_of_each[1]).read(known.model_checkpoint_path).assert_existing_objects_matched()
    for n in range(2):
        model.step([[1.0, 2.0]])
        write_latest(tf.train.Checkpoint(Variable=model.weights_of_each[0], Variable_1=model.weights_of_each[1]), "saved/model" + "-" + str(n))
    print(model.loss(hidden=[[1.0, 2.0]], doubled=True).numpy(), [model.weights_of_each[0].numpy(), model.weights_of_each[1].numpy()])
    tf.train.Checkpoint(Variable=model.weights_of_each[0], Variable_1=model.weights_of_each[1]).read(tf.train.latest_checkpoint("saved")).assert_existing_objects_matched()
    print(tf.nest.map_structure(lambda value: value.numpy(), model.parts([[1.0, 2.0]])))
