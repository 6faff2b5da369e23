"""A page on modules: a dense layer, containers, variables, submodules, name scopes, saving weights and functions."""
import os
import tempfile


class SimpleModule(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.a_variable = tf.Variable(5.0, name="train_me")
        self.non_trainable_variable = tf.Variable(5.0, trainable=False, name="do_not_train_me")

    def __call__(self, x):
        return self.a_variable * x + self.non_trainable_variable


simple_module = SimpleModule(name="simple")
print(repr(simple_module(tf.constant(5.0))))
print("trainable variables:", simple_module.trainable_variables)
print("all variables:", simple_module.variables)


class Dense(tf.Module):
    def __init__(self, in_features, out_features, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(tf.ones([in_features, out_features]) * 0.5, name="w")
        self.b = tf.Variable(tf.zeros([out_features]), name="b")

    def __call__(self, x):
        y = tf.matmul(x, self.w) + self.b
        return tf.nn.relu(y)


class SequentialModule(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.dense_1 = Dense(in_features=3, out_features=3)
        self.dense_2 = Dense(in_features=3, out_features=2)

    def __call__(self, x):
        return self.dense_2(self.dense_1(x))

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
    def serve(self, x):
        return self(x)


my_model = SequentialModule(name="the_model")
print("Model results:", my_model(tf.constant([[2.0, 2.0, 2.0]])))
print("Submodules:", [(type(m).__name__, m.name) for m in my_model.submodules])
for var in my_model.variables:
    print(var, "\n")
folder = tempfile.mkdtemp()
checkpoint = tf.train.Checkpoint(model=my_model)
print(os.path.basename(checkpoint.write(os.path.join(folder, "my_checkpoint"))))
print(tf.train.list_variables(os.path.join(folder, "my_checkpoint")))
new_model = SequentialModule()
new_model.dense_1.w.assign(tf.zeros([3, 3]))
status = tf.train.Checkpoint(model=new_model).restore(os.path.join(folder, "my_checkpoint"))
status.assert_nontrivial_match()
print(new_model(tf.constant([[2.0, 2.0, 2.0]])))
my_model.serve(tf.constant([[2.0, 2.0, 2.0]]))
tf.saved_model.save(my_model, os.path.join(folder, "saved"))
print(sorted(os.listdir(os.path.join(folder, "saved"))) != [])
loaded = tf.saved_model.load(os.path.join(folder, "saved"))
print(isinstance(loaded, SequentialModule), loaded.serve([[2.0, 2.0, 2.0]]))
try:
    loaded.serve([[2.0, 2.0]])
except Exception as e:
    print(type(e).__name__)
