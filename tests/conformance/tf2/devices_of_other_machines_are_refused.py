"""A device of another job, replica or task is unknown; any device of this machine is its CPU, if it can be read."""

for device in ("/device:cpu:0", "/gpu:7", "/job:localhost/task:0", "/CPU:00", "", "/job:x", "/task:1", "/replica:1/cpu:0",
               "/device:CPU", "/task:x", "/cpu:0/gpu:0", "rubbish", 5, tf.DeviceSpec(job="w"),
               tf.DeviceSpec(device_type="cpu")):  # fmt: skip
    try:
        with tf.device(device):
            print(device, (tf.constant(1.0) + 1.0).device)
    except (ValueError, tf.errors.InvalidArgumentError) as error:
        print(device, type(error).__name__, str(error).splitlines()[0])
