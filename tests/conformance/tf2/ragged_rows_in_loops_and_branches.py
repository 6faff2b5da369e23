"""A loop of a function runs over ragged rows and carries them; branches must both leave rows or both leave a tensor."""
rows = tf.ragged.constant([[1, 2], [], [3]])

def told(call, *arguments):
    try:
        result = call(*arguments)
        print(result.to_list() if isinstance(result, tf.RaggedTensor) else result.numpy())
    except Exception as error:
        lines = [line.strip() for line in str(error).split("\n") if line.startswith("    ") and "Error:" in line] or [str(error).split("\n")[0]]
        print(type(error).__name__, "|", lines[-1][:120])

@tf.function
def total(x):
    found = 0
    for row in x:
        found += tf.reduce_sum(row)
    return found

@tf.function
def first_long(x):
    found = tf.constant(-1)
    for row in x:
        if tf.size(row) > 1:
            found = row[0]
            break
    return found

@tf.function
def longer(x):
    y = x
    for _ in tf.range(2):
        y = tf.concat([y, x], 1)
    return y

@tf.function
def more_rows(x):
    y = x
    for _ in tf.range(2):
        y = tf.concat([y, x], 0)
    return y

@tf.function
def mixed(x):
    if tf.reduce_sum(x) > 0:
        y = x
    else:
        y = x.to_tensor()
    return y

@tf.function
def alike(x):
    if tf.reduce_sum(x) > 0:
        y = x * 2
    else:
        y = x
    return y

for call in (total, first_long, longer, more_rows, mixed, alike):
    print(call.__name__)
    told(call, rows)

@tf.function(input_signature=[tf.RaggedTensorSpec([None, None], tf.int32)])
def any_rows(x):
    found = 0
    for row in x:
        found += tf.size(row)
    return found

told(any_rows, rows)
told(any_rows, tf.ragged.constant([[1]]))
told(tf.function(lambda x: tf.cond(tf.reduce_sum(x) > 0, lambda: x, lambda: x.to_tensor()), autograph=False), rows)
