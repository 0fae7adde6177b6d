// A file of the consumer that knows Eigen alone, and uses the registers that it is built for.
#include <Eigen/Dense>
#ifdef __AVX__
#include <immintrin.h>
#endif

double sum_of_product(const Eigen::MatrixXd& a) {
  const Eigen::MatrixXd product = a * a.transpose();
  Eigen::VectorXd column = product.col(0);
  column.conservativeResize(a.rows() + 1);
  column[a.rows()] = 0.0;
  return product.sum() - column.sum();
}

/// Whether the program still sees the machine that it is built for.
bool has_own_registers() {
#ifdef __AVX__
  return _mm256_cvtsd_f64(_mm256_set1_pd(2.0)) == 2.0;
#else
  return true;
#endif
}
