"""ConfigProto, GPUOptions, RunOptions, RunMetadata and device questions are accepted and change no result."""

config = tf.ConfigProto(allow_soft_placement=True, log_device_placement=False, intra_op_parallelism_threads=1, inter_op_parallelism_threads=1,
                        device_count={"GPU": 0}, gpu_options=tf.GPUOptions(allow_growth=True, per_process_gpu_memory_fraction=0.3))
config.gpu_options.allow_growth = True
config.allow_soft_placement = False
print(config.allow_soft_placement, config.gpu_options.allow_growth, config.intra_op_parallelism_threads)
x = tf.constant(2.0) * 3.0
with tf.Session(config=config) as sess:
    metadata = tf.RunMetadata()
    print(sess.run(x, options=tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE), run_metadata=metadata), sess.run(x, None, tf.RunOptions()))
with tf.Session("", config=tf.ConfigProto()) as sess:
    print(sess.run(x))
print(tf.config.list_physical_devices("GPU"), len(tf.config.list_physical_devices("CPU")), tf.config.experimental.list_physical_devices("GPU"))
tf.debugging.set_log_device_placement(False)
spec = tf.DeviceSpec(device_type="GPU", device_index=0)
print(spec.to_string(), tf.DeviceSpec.from_string("/job:worker/cpu:1").device_type, tf.DeviceSpec(job="ps", task=1).to_string())
with tf.device(tf.DeviceSpec(device_type="CPU", device_index=0)):
    print(tf.constant(1).device)
print(tf.executing_eagerly(), tf.__version__.split(".")[0].isdigit(), tf.VERSION == tf.__version__)
print(tf.disable_v2_behavior(), tf.disable_eager_execution(), tf.compat.v1.disable_eager_execution())
