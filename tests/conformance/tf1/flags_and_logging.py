"""tf.app.flags declares flags read as attributes of FLAGS, tf.logging has levels; a flag declared twice is an error."""
import sys

flags = tf.app.flags
flags.DEFINE_integer("steps", 100, "how many steps")
tf.app.flags.DEFINE_float(name="rate", default=0.5, help="learning rate")
flags.DEFINE_string("folder", "/tmp/x", "where")
flags.DEFINE_boolean("verbose", False, "talk")
tf.flags.DEFINE_bool("quiet", True, "do not talk")
FLAGS = tf.app.flags.FLAGS
sys.argv[1:] = ["--steps=7", "--verbose"]
print(FLAGS.steps, FLAGS.rate, FLAGS.folder, FLAGS.verbose, FLAGS.quiet)
FLAGS.rate = 0.25
print(FLAGS.rate, tf.flags.FLAGS is FLAGS)
try:
    print(FLAGS.unknown)
except AttributeError as error:
    print("AttributeError:", error)
try:
    flags.DEFINE_integer("steps", 5, "again")
except Exception as error:
    print(type(error).__name__)
tf.logging.set_verbosity(tf.logging.ERROR)
print(tf.logging.get_verbosity() == tf.logging.ERROR, tf.logging.INFO, tf.logging.WARN, tf.logging.DEBUG, tf.logging.FATAL)
tf.logging.info("steps %d", 3)
