"""pairwell beside its peers, on the same instances in the same run.

Everything here is measured with one thread of BLAS, set before NumPy is imported: a second one
that waits for work is counted as if it worked.
"""

import os

os.environ |= {
    f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "BLIS", "NUMEXPR", "NUMBA")
}
