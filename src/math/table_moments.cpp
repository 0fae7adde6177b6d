#include "math/table_moments.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/aligned.hpp"
#include "math/column_lanes.hpp"
#include "zonerank/core/parallel.hpp"

namespace zonerank::detail {
namespace {

constexpr Index part_rows = 4096;

/// What each part gives.
struct Part {
  std::vector<ColumnSum> sums;
  Vector residual;  ///< sums of deviations, which rounding leaves
  Matrix products;
};

class Moments {
 public:
  explicit Moments(const MatrixRef& x)
      : x_(x), parts_(static_cast<std::size_t>((x.rows() + part_rows - 1) / part_rows)) {}

  std::optional<TableMoments> run(int threads) {
    parallel_for(parts_.size(), threads, [&](std::size_t p) { add_up(p); });
    if (!find_centres()) return std::nullopt;
    parallel_for(parts_.size(), threads, [&](std::size_t p) { multiply(p); });
    return result();
  }

 private:
  Index first(std::size_t part) const { return static_cast<Index>(part) * part_rows; }
  Index rows(std::size_t part) const { return std::min(part_rows, x_.rows() - first(part)); }

  void add_up(std::size_t p) {
    for (Index j = 0; j < x_.cols(); ++j) {
      parts_[p].sums.push_back(
          column_lanes().sum(x_.col(j).data() + first(p), static_cast<std::size_t>(rows(p))));
    }
  }

  /// Means, and powers of two that bring deviations below 1; false where that cannot be.
  bool find_centres() {
    const auto n = static_cast<double>(x_.rows());
    centre_.resize(x_.cols());
    scale_.resize(x_.cols());
    for (Index j = 0; j < x_.cols(); ++j) {
      ColumnSum all = parts_[0].sums[static_cast<std::size_t>(j)];
      for (std::size_t p = 1; p < parts_.size(); ++p) {
        const ColumnSum& part = parts_[p].sums[static_cast<std::size_t>(j)];
        all.sum += part.sum;
        all.least = std::min(all.least, part.least);
        all.greatest = std::max(all.greatest, part.greatest);
        all.has_gaps = all.has_gaps || part.has_gaps;
      }
      const double range = all.greatest - all.least;
      if (all.has_gaps || !std::isfinite(all.sum) || !std::isfinite(range)) return false;
      centre_[j] = all.sum / n;
      // A range of 0 has no deviations; one near the least number has a scale that is finite.
      scale_[j] = range > 0.0 ? std::ldexp(1.0, -std::max(std::ilogb(range), -1000)) : 0.0;
    }
    return true;
  }

  void multiply(std::size_t p) {
    const auto m = static_cast<std::size_t>(x_.cols());
    AlignedVector<double> work(work_size(m));
    Part& part = parts_[p];
    part.residual = Vector::Zero(x_.cols());
    part.products = Matrix::Zero(x_.cols(), x_.cols());
    for (Index i = 0; i < rows(p); i += static_cast<Index>(moment_rows)) {
      const Index block = std::min(static_cast<Index>(moment_rows), rows(p) - i);
      column_lanes().products(
          {x_.data() + first(p) + i, x_.outerStride(), static_cast<std::size_t>(block), m},
          centre_.data(), scale_.data(), work.data(), part.residual.data(), part.products.data());
    }
  }

  TableMoments result() const {
    const auto n = static_cast<double>(x_.rows());
    Vector residual = Vector::Zero(x_.cols());
    Matrix products = Matrix::Zero(x_.cols(), x_.cols());  // row k holds column k's for k <= j
    for (const Part& part : parts_) {
      residual += part.residual;
      products += part.products;
    }
    TableMoments moments;
    moments.mean = centre_;
    moments.deviation = Vector::Zero(x_.cols());
    moments.correlation = Matrix::Constant(x_.cols(), x_.cols(), missing);
    const auto product = [&](Index j, Index k) {
      return products(k, j) - residual[j] * residual[k] / n;
    };
    for (Index j = 0; j < x_.cols(); ++j) {
      if (!(scale_[j] > 0.0)) continue;
      moments.deviation[j] = std::sqrt(product(j, j) / (n - 1.0)) / scale_[j];
      moments.correlation(j, j) = 1.0;
      for (Index k = 0; k < j; ++k) {
        if (!(scale_[k] > 0.0)) continue;
        const double r = product(j, k) / std::sqrt(product(j, j)) / std::sqrt(product(k, k));
        moments.correlation(j, k) = moments.correlation(k, j) = std::clamp(r, -1.0, 1.0);
      }
    }
    return moments;
  }

  const MatrixRef& x_;
  std::vector<Part> parts_;
  Vector centre_, scale_;
};

}  // namespace

std::optional<TableMoments> table_moments(const MatrixRef& x) {
  if (x.rows() < 2 || x.cols() < 1) return std::nullopt;
  return Moments(x).run(threads_for(x.size()));
}

}  // namespace zonerank::detail
