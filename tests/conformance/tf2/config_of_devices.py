"""tf.config answers honestly for a machine with one CPU and no GPU, and settings of devices are accepted."""
print([d.device_type for d in tf.config.list_physical_devices()], tf.config.list_physical_devices("GPU"), tf.config.experimental.list_physical_devices(device_type="GPU"))
cpu = tf.config.list_physical_devices("CPU")[0]
print(cpu, cpu.name, cpu.device_type)
for gpu in tf.config.list_physical_devices("GPU"):
    tf.config.experimental.set_memory_growth(gpu, True)
tf.config.set_visible_devices([], "GPU")
print(tf.config.get_visible_devices(), tf.config.experimental.get_visible_devices("GPU"))
print(tf.config.list_logical_devices("CPU"), tf.config.list_logical_devices("GPU"))
print(tf.test.is_built_with_cuda(), tf.test.is_gpu_available(), tf.test.gpu_device_name() == "")
print(tf.config.functions_run_eagerly(), tf.config.threading.get_inter_op_parallelism_threads() >= 0)
print(tf.config.experimental.VirtualDeviceConfiguration(memory_limit=1024))
try:
    tf.config.experimental.set_virtual_device_configuration(tf.config.list_physical_devices("GPU")[0], [])
except IndexError as error:
    print(type(error).__name__)
