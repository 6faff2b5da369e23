"""Settings of devices, memory and AutoGraph options are accepted where there is no such device."""

print(tf.config.list_physical_devices("GPU"), [d.device_type for d in tf.config.list_logical_devices("CPU")], [d.device_type for d in tf.config.list_physical_devices("CPU")])
for gpu in tf.config.experimental.list_physical_devices("GPU"):
    tf.config.experimental.set_memory_growth(gpu, True)
configuration = tf.config.experimental.VirtualDeviceConfiguration(memory_limit=1024)
print(callable(tf.config.experimental.set_virtual_device_configuration), tf.compat.v1.summary.FileWriter is tf.summary.FileWriter)
print(configuration.memory_limit, tf.autograph.experimental.Feature.ALL.name, tf.test.is_built_with_cuda())
with tf.device("/gpu:0"):
    a = tf.constant(2.0)
with tf.device("/cpu:0"):
    b = a * 2.0
print(a.device, b.device, tf.DeviceSpec.from_string(a.device).device_index)
with tf.Session(config=tf.ConfigProto(allow_soft_placement=True)) as sess:
    print(sess.run(b))
print(len(tf.get_default_session().graph.get_operations()) if tf.get_default_session() else None)
