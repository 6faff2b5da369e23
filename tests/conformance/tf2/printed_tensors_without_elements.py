"""tf.print shows a tensor without elements by dots, booleans without any by nothing, and complex numbers by marks."""
import sys

for shape in ([0], [2, 0], [0, 2], [2, 0, 3], [1, 1, 0], [7, 0]):
    for dtype in (tf.float32, tf.string, tf.bool):
        tf.print(tf.zeros(shape, dtype), "|", output_stream=sys.stdout)
        print(tf.strings.format("{}", tf.zeros(shape, dtype), summarize=-1).numpy())
for summarize in (-1, 0, 1, 3):
    tf.print(tf.ones([2, 3]), tf.zeros([2], tf.bool), "|", output_stream=sys.stdout, summarize=summarize)
    tf.print(tf.zeros([2, 3], tf.complex64), tf.zeros([1], tf.complex64), output_stream=sys.stdout, summarize=summarize)
