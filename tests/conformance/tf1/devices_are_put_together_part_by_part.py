"""What the inner device leaves open the outer one says, in one spelling; a device function says all there is."""

for device in ("/device:cpu:0", "/task:01", "/gpu", "/cpu:*", "cpu:00", "/job:w/job:v", "/device:tpu:1", "/cpu:0/cpu:1",
               "/device:CPU", "/job", "/task:x"):  # fmt: skip
    try:
        with tf.Graph().as_default(), tf.device("/job:a/gpu:3"), tf.device(device):
            print(device, tf.constant(1.0).device, tf.DeviceSpec.from_string(device).to_string())
    except ValueError as error:
        print(device, error)
with tf.Graph().as_default(), tf.device("/job:a/task:2"):
    with tf.device(lambda op: "cpu:0" if op.type == "Const" else "/task:3"):
        print(tf.constant(1.0).device, tf.no_op().device)
    with tf.device("/cpu:1"), tf.device(lambda op: f"{op.device}/task:5"):
        print(tf.constant(1.0).device)
with tf.Graph().as_default(), tf.device(lambda op: "/gpu:0"), tf.device("/task:1/cpu:2"):
    print(tf.constant(1.0).device)
spec = tf.DeviceSpec(device_type="gpu", task="3", device_index="1")
print(spec, spec.to_string(), spec.replace(device_index=None).to_string(), repr(spec.task))
