"""tf.app.run parses flags, calls main with the rest of the arguments and exits with what it returns."""
import sys

tf.app.flags.DEFINE_string("name", "nobody", "who")

def main(argv):
    print("main", tf.app.flags.FLAGS.name, argv[1:])
    return 3

sys.argv = ["program", "--name=somebody", "rest"]
try:
    tf.app.run(main=main)
except SystemExit as error:
    print("exit", error.code)
