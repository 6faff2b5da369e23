"""tf.device takes names of the CPU in every spelling; a tensor and a variable say where they are."""
for name in ("CPU:0", "/CPU:0", "/device:CPU:0", "cpu", "/job:localhost/replica:0/task:0/device:CPU:0", None):
    with tf.device(name):
        t = tf.constant([1.0]) + 1.0
        v = tf.Variable(1.0)
    print(name, t.device, v.device)
print(t.device.endswith("CPU:0"), tf.DeviceSpec(device_type="CPU", device_index=0).to_string())
try:
    with tf.device("GPU:7"):
        print(tf.constant(1.0).device)
except Exception as error:
    print(type(error).__name__)
try:
    with tf.device("not a device"):
        tf.constant(1.0)
except Exception as error:
    print(type(error).__name__)
