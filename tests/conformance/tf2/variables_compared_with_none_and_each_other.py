"""A variable is compared by value, with nothing and with other shapes as well."""

def said(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0][:120]}"


v, w = tf.Variable([1.0, 2.0]), tf.Variable([1.0, 3.0])
print((v == w).numpy(), (v != w).numpy())
print(said(lambda: v == None), said(lambda: v != None))
print(said(lambda: v == tf.constant([1.0, 2.0, 3.0])), said(lambda: v != tf.constant([1.0, 2.0, 3.0])))
print(said(lambda: v == "v"), said(lambda: v != "v"))
