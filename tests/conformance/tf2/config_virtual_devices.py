"""Two virtual CPUs may be asked for before anything has run; after that it is a RuntimeError."""
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration(), tf.config.LogicalDeviceConfiguration()])
print([d.name for d in tf.config.list_logical_devices("CPU")])
with tf.device("CPU:1"):
    t = tf.constant(1.0)
print(t.device)
try:
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()])
except RuntimeError as error:
    print(type(error).__name__ + ":", error)
