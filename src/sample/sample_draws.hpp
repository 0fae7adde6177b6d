#pragma once
// Counted draws of the sample: each is a function of (seed, purpose, index, year, position).

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "zonerank/core/random.hpp"

namespace zonerank::sample {

/// What draws are for. Streams of different purposes are independent.
enum class Purpose : std::uint32_t {
  zone,
  zone_growth,
  zone_figures,
  zone_gdp,
  life,
  identity,
  status,
  accounts,
  people,
  research,
  property,
  presence,
  blank_cells,
  blank_zone_cells,
};

/// A stream of draws. Year 0 holds what stays with the enterprise or zone over the years.
class Draws {
 public:
  Draws(std::uint64_t seed, Purpose purpose, std::uint64_t index, int year = 0)
      : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
        counter_{0, (static_cast<std::uint32_t>(purpose) << 16) | static_cast<std::uint32_t>(year),
                 static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32)} {}

  /// The next four random words.
  Philox4 words() {
    const Philox4 result = philox4x32(counter_, key_);
    ++counter_[0];
    return result;
  }

  /// Uniform in (0, 1).
  double uniform() {
    if (has_uniform_) {
      has_uniform_ = false;
      return uniform_;
    }
    const Philox4 w = words();
    uniform_ = open_uniform(w[2], w[3]);
    has_uniform_ = true;
    return open_uniform(w[0], w[1]);
  }

  /// Standard normal, by Box and Muller (1958): a block of four words gives two.
  double normal() {
    if (has_normal_) {
      has_normal_ = false;
      return normal_;
    }
    const Philox4 w = words();
    const double radius = std::sqrt(-2.0 * std::log(open_uniform(w[0], w[1])));
    const double angle = 2.0 * std::numbers::pi * open_uniform(w[2], w[3]);
    normal_ = radius * std::sin(angle);
    has_normal_ = true;
    return radius * std::cos(angle);
  }

 private:
  std::array<std::uint32_t, 2> key_;
  Philox4 counter_;
  double uniform_ = 0.0;
  double normal_ = 0.0;
  bool has_uniform_ = false;
  bool has_normal_ = false;
};

/// Lognormal with mean 1: exp(sigma n - sigma^2 / 2) for a standard normal n.
inline double spread(double sigma, double n) { return std::exp(sigma * (n - 0.5 * sigma)); }

/// A share in (0, 1) with mean `mean`, from a uniform u: u^k has mean 1 / (1 + k).
inline double share(double mean, double u) { return std::pow(u, 1.0 / mean - 1.0); }

inline double logistic(double x) { return 1.0 / (1.0 + std::exp(-x)); }

/// Whole number below or above x >= 0, with mean x.
inline std::int64_t whole(double x, double u) { return static_cast<std::int64_t>(x + u); }

/// Poisson count with the given mean, increasing in the mean and in u. From a mean of 16 on the
/// spread of the mean itself dominates: only rounded.
inline std::int64_t count(double mean, double u) {
  if (mean >= 16.0) return whole(mean, u);
  double probability = std::exp(-mean);
  double below = probability;
  std::int64_t result = 0;
  while (u > below && result < 100) {
    ++result;
    probability *= mean / static_cast<double>(result);
    below += probability;
  }
  return result;
}

}  // namespace zonerank::sample
