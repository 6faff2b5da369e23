"""String functions work elementwise on byte strings."""
s = tf.constant(["Hello World", "a,b,,c", "Ünï"])
print(tf.strings.lower(s[:2]), tf.strings.upper("abc"), tf.strings.length(s), tf.strings.length("Ünï", unit="UTF8_CHAR").numpy())
print(tf.strings.join(["a", "b"]), tf.strings.join([["a", "b"], ["c", "d"]], separator="-"), tf.constant("x") + "y")
print(tf.strings.split("a b  c"), tf.strings.split(s[1], sep=","), tf.strings.split(["a b", "c"]))
print(tf.strings.substr("abcdef", 1, 3), tf.strings.substr(["abc", "xyz"], -2, 1), tf.strings.strip("  x "))
print(tf.strings.to_number(["1.5", "-2"]), tf.strings.to_number("7", tf.int32), tf.strings.to_number(tf.constant("3")))
print(tf.as_string([1, 2]), tf.as_string(1.5), tf.as_string([True]), tf.as_string(3.14159, precision=2), tf.strings.as_string(7, width=3))
print(tf.strings.format("value {} and {}", (tf.constant([1, 2]), tf.constant(2.5))), tf.strings.format("{}", tf.range(10)))
print(tf.strings.regex_replace("a1b22", "[0-9]+", "#"), tf.strings.regex_full_match(["ab", "b"], "a.*"), tf.strings.reduce_join(["a", "b", "c"], separator="+"))
print(tf.strings.bytes_split("abc"), tf.strings.as_string(tf.constant(2, tf.int64)))
try:
    tf.strings.to_number("abc")
except tf.errors.InvalidArgumentError as error:
    print(type(error).__name__, str(error).splitlines()[0].split("}} ")[-1])
