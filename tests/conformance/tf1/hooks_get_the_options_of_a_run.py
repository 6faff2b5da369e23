"""What hooks ask of a run is joined with what the caller asked; each hook gets the options and the metadata."""
step = tf.train.get_or_create_global_step()
count = tf.Variable(0.0, name="count")
train = tf.group(count.assign_add(1.0), step.assign_add(1))


class Traces(tf.train.SessionRunHook):
    def before_run(self, run_context):
        options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE, timeout_in_ms=5000)
        return tf.train.SessionRunArgs([count, step], options=options)

    def after_run(self, run_context, run_values):
        found = type(run_values.options).__name__, type(run_values.run_metadata).__name__
        print(run_values.results, *found, len(run_values.run_metadata.step_stats.dev_stats) > 0)


class Looks(tf.train.SessionRunHook):
    def after_run(self, run_context, run_values):
        print(run_values.results, run_values.options.trace_level, run_values.options.timeout_in_ms)


with tf.train.MonitoredSession(hooks=[Looks()]) as sess:
    sess.run(train)
    sess.run(train, options=tf.RunOptions(trace_level=tf.RunOptions.SOFTWARE_TRACE))
with tf.train.MonitoredSession(hooks=[Traces(), Looks()]) as sess:
    sess.run(train)
    options, metadata = tf.RunOptions(timeout_in_ms=9000), tf.RunMetadata()
    sess.run(train, options=options, run_metadata=metadata)
    print(options.trace_level, options.timeout_in_ms, len(metadata.step_stats.dev_stats) > 0)
