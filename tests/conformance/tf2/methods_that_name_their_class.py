"""A traced method may speak of its own class, of the class above, and of private names."""
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, [l.strip() for l in str(e).split("\n") if l.strip()][-1][:150])
class Base:
    count = 0
    def f(self, x): return x + 1.
class One(Base):
    @tf.function
    def f(self, x):
        One.count += 1
        if x > 0: y = super(One, self).f(x)
        else: y = super(One, self).f(x) * 10.
        return y + float(One.count)
one = One()
for f in (lambda: one.f(tf.constant(1.)).numpy(), lambda: one.f(tf.constant(-1.)).numpy(), lambda: One.count, lambda: Base.count,): t(f)
def make():
    class Two(Base):
        made = 5.
        @tf.function
        def g(self, x):
            for i in tf.range(2): x += Two.made
            return x
        @classmethod
        @tf.function
        def h(cls, x):
            if x > 0: return x * cls.made
            return x
        @staticmethod
        @tf.function
        def k(x):
            if x > 0: return x * Two.made
            return x
    return Two
Two = make(); two = Two()
for f in (lambda: two.g(tf.constant(1.)).numpy(), lambda: Two.k(tf.constant(2.)).numpy(), lambda: Two.k(tf.constant(-2.)).numpy(),): t(f)
class Three:
    __hidden = 3.
    @tf.function
    def f(self, x, flag=True):
        if flag: x = x * self.__hidden
        return x
three = Three()
for f in (lambda: three.f(tf.constant(2.)).numpy(),): t(f)
class Four:
    @property
    @tf.function
    def p(self):
        if tf.constant(True): return tf.constant(1.)
        return tf.constant(2.)
    @tf.function
    def __call__(self, x):
        if x > 0: return Four.twice(x)
        return x
    @staticmethod
    def twice(x):
        while x < 10.: x *= 2.
        return x
four = Four()
for f in (lambda: four(tf.constant(3.)).numpy(),): t(f)
