#pragma once
#include "zonerank/methods/detail/best_weights.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "zonerank/core/build.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank::detail {
ZONERANK_OWN(best_weights) {

constexpr double least_gain = 1e-11;
constexpr double least_pivot = 1e-9;

}  // ZONERANK_OWN(best_weights)

ZONERANK_INLINE BestWeights::BestWeights(const Matrix& scores)
    : s_(scores), slack_(scores.rows()), rate_(scores.rows()) {}

ZONERANK_INLINE void BestWeights::factor() {
  const auto p = std::ssize(columns_);
  inverse_.resize(p, p);
  if (p == 0) return;
  Matrix basis(p, p);
  for (Index a = 0; a < p; ++a) {
    for (Index b = 0; b < p; ++b) {
      basis(a, b) = s_(rows_[static_cast<std::size_t>(a)], columns_[static_cast<std::size_t>(b)]);
    }
  }
  inverse_ = basis.partialPivLu().inverse();
}

ZONERANK_INLINE bool BestWeights::solve(Index k, double& value, std::vector<double>& weights) {
  const Index n = s_.rows();
  const Index m = s_.cols();
  columns_.clear();
  rows_.clear();
  weights_.resize(0);
  factor();
  slack_.setOnes();
  int idle = 0;
  for (Index pivots = 0; pivots < 50 + 4 * m; ++pivots) {
    poll_interrupt();
    const auto p = std::ssize(columns_);
    // What a unit more of each is worth: of a column outside, or of slack in a row at 1.
    Vector price(p);
    for (Index b = 0; b < p; ++b) price[b] = s_(k, columns_[static_cast<std::size_t>(b)]);
    price = inverse_.transpose() * price;
    Index enter = -1;
    Index loosen = -1;
    double gain = least_gain;
    for (Index j = 0; j < m; ++j) {
      double worth = s_(k, j);
      for (Index a = 0; a < p; ++a) worth -= price[a] * s_(rows_[static_cast<std::size_t>(a)], j);
      if (worth > gain && std::find(columns_.begin(), columns_.end(), j) == columns_.end()) {
        gain = worth;
        enter = j;
      }
    }
    for (Index a = 0; a < p; ++a) {
      if (-price[a] > gain) {
        gain = -price[a];
        loosen = a;
      }
    }
    if (enter < 0 && loosen < 0) {
      weights.assign(static_cast<std::size_t>(m), 0.0);
      value = 0.0;
      for (Index b = 0; b < p; ++b) {
        const auto j = columns_[static_cast<std::size_t>(b)];
        weights[static_cast<std::size_t>(j)] = std::max(0.0, weights_[b]);
        value += weights[static_cast<std::size_t>(j)] * s_(k, j);
      }
      return true;
    }
    if (loosen >= 0) {
      direction_ = inverse_.col(loosen);
      rate_.setZero();
    } else {
      Vector at_rows(p);
      for (Index a = 0; a < p; ++a) at_rows[a] = s_(rows_[static_cast<std::size_t>(a)], enter);
      direction_ = inverse_ * at_rows;
      rate_ = s_.col(enter);
    }
    for (Index b = 0; b < p; ++b) {
      rate_ -= direction_[b] * s_.col(columns_[static_cast<std::size_t>(b)]);
    }
    for (const Index tight : rows_) rate_[tight] = 0.0;  // they stay at 1, but for the one loosened
    if (loosen >= 0) rate_[rows_[static_cast<std::size_t>(loosen)]] = -1.0;
    double step = std::numeric_limits<double>::infinity();
    Index row = -1;
    for (Index i = 0; i < n; ++i) {
      if (rate_[i] > least_pivot && slack_[i] < step * rate_[i]) {
        step = std::max(0.0, slack_[i]) / rate_[i];
        row = i;
      }
    }
    Index leave = -1;
    for (Index b = 0; b < p; ++b) {
      if (direction_[b] > least_pivot && weights_[b] < step * direction_[b]) {
        step = std::max(0.0, weights_[b]) / direction_[b];
        leave = b;
        row = -1;
      }
    }
    if (!std::isfinite(step)) return false;
    idle = step * gain > least_gain ? 0 : idle + 1;
    if (idle > 20) return false;
    slack_ -= step * rate_;
    const auto at = [](auto& list, Index place) { return list.begin() + place; };
    if (loosen >= 0 && leave >= 0) {
      rows_.erase(at(rows_, loosen));
      columns_.erase(at(columns_, leave));
    } else if (loosen >= 0) {
      rows_[static_cast<std::size_t>(loosen)] = row;
    } else if (leave >= 0) {
      columns_[static_cast<std::size_t>(leave)] = enter;
    } else {
      rows_.push_back(row);
      columns_.push_back(enter);
    }
    factor();
    if (!inverse_.allFinite() || inverse_.cwiseAbs().maxCoeff() > 1.0 / least_pivot) return false;
    weights_ = inverse_.rowwise().sum();
  }
  return false;
}

}  // namespace zonerank::detail
