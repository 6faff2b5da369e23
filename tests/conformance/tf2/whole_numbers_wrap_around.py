"""Whole numbers that are too wide for a dtype wrap around in it, and what exceeds 64 bits is refused."""
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:150])
@tf.function
def g():
    t(lambda: tf.constant(300,"uint8")); t(lambda: tf.constant(-1,tf.uint8)); t(lambda: tf.constant([300,1],tf.uint8)); t(lambda: tf.constant(2**40,tf.int32)); t(lambda: tf.constant(1,tf.uint8)+300)
g()
t(lambda: tf.constant(2**70)); t(lambda: tf.constant(2**70,tf.int64));t(lambda: tf.constant(2**70,tf.int32));t(lambda: tf.constant(2**63,tf.int64));t(lambda: tf.constant(2**63,tf.uint64));t(lambda: tf.constant(2**35));t(lambda: tf.constant(300.,tf.uint8)); t(lambda: tf.constant(1,tf.int32)+2**40); t(lambda: tf.range(3)+2**33)
t(lambda: tf.constant(300,"uint8")); t(lambda: tf.constant(-1,tf.uint8)); t(lambda: tf.constant([300,1],tf.uint8)); t(lambda: tf.constant(2**40,tf.int32)); t(lambda: tf.constant(200,tf.int8)); t(lambda: tf.constant(70000,tf.int16)); t(lambda: tf.constant(-5,tf.uint32)); t(lambda: tf.cast(300,tf.uint8)); t(lambda: tf.constant(2**33,tf.uint32)); t(lambda: tf.Variable(300,dtype=tf.uint8)); t(lambda: tf.constant(1,tf.uint8)+300); t(lambda: tf.constant(70000,tf.uint16));t(lambda: tf.constant([[300]],tf.int8)); t(lambda: tf.convert_to_tensor(300,tf.uint8)); t(lambda: tf.constant(np.int32(300),tf.uint8)); t(lambda: tf.fill([2], tf.constant(300, tf.uint8)))
