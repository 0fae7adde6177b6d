#pragma once
#include "zonerank/stats/detail/table_moments.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <vector>

#include "zonerank/core/build.hpp"
#include "zonerank/core/detail/aligned.hpp"
#include "zonerank/lanes/column_lanes.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank::detail {
ZONERANK_OWN(table_moments) {

/// Rows of a part: enough parts for all cores, few enough that adding them up costs nothing. They
/// depend on the table alone, and with them the rounding.
ZONERANK_INLINE Index rows_of_parts(Index rows) {
  constexpr auto block = static_cast<Index>(moment_rows);
  return std::clamp((rows / 8 + block - 1) / block, Index{4}, Index{32}) * block;
}

/// What each part gives.
struct Part {
  std::vector<ColumnSum> sums;
  Vector residual;  ///< sums of deviations, which rounding leaves
  Matrix products;
};

/// What a worker adds a part up in.
struct Room {
  explicit Room(std::size_t columns)
      : padded(columns + column_padding),
        work(aligned_room<double>(padded * moment_rows)),
        sums(aligned_room<double>(columns * row_lanes)),
        products(aligned_room<double>(padded * padded * row_lanes)) {}

  std::size_t padded;
  AlignedRoom<double> work, sums, products;
};

class BlockedMoments {
 public:
  explicit BlockedMoments(const MatrixRef& x)
      : x_(x),
        part_rows_(rows_of_parts(x.rows())),
        parts_(static_cast<std::size_t>((x.rows() + part_rows_ - 1) / part_rows_)) {}

  std::optional<TableMoments> run(int threads) {
    constexpr Index many = 8192;  // smaller tables are read from the caches
    if (x_.rows() >= many && guess_centres()) {
      multiply_all(threads);
      TableMoments moments = result();
      if (is_near_) return moments;
    }
    parallel_for(parts_.size(), threads, [&](std::size_t p) { add_up(p); });
    if (!find_centres()) return std::nullopt;
    multiply_all(threads);
    return result();
  }

 private:
  Index first(std::size_t part) const { return static_cast<Index>(part) * part_rows_; }
  Index rows(std::size_t part) const { return std::min(part_rows_, x_.rows() - first(part)); }

  void add_up(std::size_t p) {
    for (Index j = 0; j < x_.cols(); ++j) {
      parts_[p].sums.push_back(
          column_lanes().sum(x_.col(j).data() + first(p), static_cast<std::size_t>(rows(p))));
    }
  }

  /// The centre and scale of values from least to greatest; false where they are not finite.
  bool set(Index j, double centre, double least, double greatest) {
    const double range = greatest - least;
    if (!std::isfinite(centre) || !std::isfinite(range)) return false;
    centre_[j] = centre;
    // A range of 0 has no deviations; one near the least number has a scale that is finite.
    scale_[j] = range > 0.0 ? std::ldexp(1.0, -std::max(std::ilogb(range), -1000)) : 0.0;
    return true;
  }

  /// Means of some rows in equal steps: where they are near those of all, one read is enough.
  bool guess_centres() {
    constexpr Index some = 512;
    centre_.resize(x_.cols());
    scale_.resize(x_.cols());
    for (Index j = 0; j < x_.cols(); ++j) {
      double sum = 0.0;
      double least = x_(0, j);
      double greatest = least;
      for (Index k = 0; k < some; ++k) {
        const double value = x_(k * (x_.rows() - 1) / (some - 1), j);
        sum += value;
        least = std::min(least, value);
        greatest = std::max(greatest, value);
      }
      if (!(least < greatest) || !set(j, sum / some, least, greatest)) return false;
    }
    return true;
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
      if (all.has_gaps || !std::isfinite(all.sum) || !set(j, all.sum / n, all.least, all.greatest))
        return false;
    }
    return true;
  }

  void multiply_all(int threads) {
    const auto workers =
        std::min(parts_.size(), static_cast<std::size_t>(resolve_threads(threads)));
    std::atomic<std::size_t> next{0};
    parallel_for(workers, threads, [&](std::size_t) {
      const Room room(static_cast<std::size_t>(x_.cols()));
      for (std::size_t p = next++; p < parts_.size(); p = next++) multiply(p, room);
    });
  }

  void multiply(std::size_t p, const Room& room) {
    const auto m = static_cast<std::size_t>(x_.cols());
    for (Index i = 0; i < rows(p); i += static_cast<Index>(moment_rows)) {
      const Index block = std::min(static_cast<Index>(moment_rows), rows(p) - i);
      column_lanes().add_products(
          {x_.data() + first(p) + i, x_.outerStride(), static_cast<std::size_t>(block), m},
          centre_.data(), scale_.data(),
          {i == 0, room.work.get(), room.sums.get(), room.products.get()});
    }
    Part& part = parts_[p];
    part.residual.resize(x_.cols());
    part.products = Matrix::Zero(x_.cols(), x_.cols());
    for (std::size_t j = 0; j < m; ++j) {
      part.residual[static_cast<Index>(j)] = lane_total(&room.sums[j * row_lanes]);
      for (std::size_t k = 0; k <= j; ++k) {
        part.products(static_cast<Index>(k), static_cast<Index>(j)) =
            lane_total(&room.products[(j * room.padded + k) * row_lanes]);
      }
    }
  }

  TableMoments result() {
    const auto n = static_cast<double>(x_.rows());
    Vector residual = Vector::Zero(x_.cols());
    Matrix products = Matrix::Zero(x_.cols(), x_.cols());  // row k holds column k's for k <= j
    for (const Part& part : parts_) {
      residual += part.residual;
      products += part.products;
    }
    TableMoments moments;
    moments.mean = centre_;
    is_near_ = products.allFinite() && residual.allFinite();
    moments.deviation = Vector::Zero(x_.cols());
    moments.correlation = Matrix::Constant(x_.cols(), x_.cols(), missing);
    Vector root(x_.cols());  // of the sum of squares
    for (Index j = 0; j < x_.cols(); ++j) {
      const double shift = residual[j] / n;
      products.col(j).head(j + 1) -= residual.head(j + 1) * shift;
      is_near_ = is_near_ && shift * shift <= products(j, j) / n;  // a bit is lost at most
      if (scale_[j] > 0.0) moments.mean[j] += shift / scale_[j];
      root[j] = std::sqrt(products(j, j));
    }
    Matrix& r = moments.correlation;
    for (Index j = 0; j < x_.cols(); ++j) {
      if (!(scale_[j] > 0.0)) continue;
      moments.deviation[j] = root[j] / std::sqrt(n - 1.0) / scale_[j];
      for (Index k = 0; k < j; ++k) {
        if (!(scale_[k] > 0.0)) continue;
        r(k, j) = r(j, k) = std::clamp(products(k, j) / root[j] / root[k], -1.0, 1.0);
      }
      r(j, j) = 1.0;
    }
    return moments;
  }

  const MatrixRef& x_;
  Index part_rows_;
  std::vector<Part> parts_;
  Vector centre_, scale_;
  bool is_near_ = false;  ///< the centres to the means, in the last result
};

}  // ZONERANK_OWN(table_moments)

ZONERANK_INLINE std::optional<TableMoments> table_moments(const MatrixRef& x) {
  if (x.rows() < 2 || x.cols() < 1) return std::nullopt;
  return BlockedMoments(x).run(threads_for(x.size()));
}

}  // namespace zonerank::detail
