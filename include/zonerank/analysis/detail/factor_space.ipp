#pragma once
#include "zonerank/analysis/detail/factor_space.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "zonerank/analysis/detail/factors.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/methods/rank.hpp"

namespace zonerank::detail {
ZONERANK_OWN(factor_space) {

constexpr float no_log = -std::numeric_limits<float>::infinity();  ///< as a logarithm

/// The logarithm of the u-quantile of a gamma of shape a > 0.
ZONERANK_INLINE double log_gamma_quantile(double a, double u) {
  const double p = std::max(u, 0x1p-60);
  // Near 0 the distribution function is x^a / (a Gamma(a)).
  const double near_zero = (std::log(p) + boost::math::lgamma(a + 1.0)) / a;
  return near_zero < -100.0 ? near_zero : std::log(boost::math::gamma_p_inv(a, p));
}

/// The raw weight of a child for a uniform u; of DrawKind::log_gamma its logarithm.
ZONERANK_INLINE float raw_weight(DrawKind kind, const DrawChild& child, double u) {
  const auto a = static_cast<double>(child.a);
  switch (kind) {
    case DrawKind::between:
      return static_cast<float>(a + u * static_cast<double>(child.b - child.a));
    case DrawKind::gamma:
      return a > 0.0 ? static_cast<float>(boost::math::gamma_p_inv(a, u)) : 0.0F;
    case DrawKind::log_gamma:
      return a > 0.0 ? static_cast<float>(log_gamma_quantile(a, u)) : no_log;
    case DrawKind::exponential:
      return static_cast<float>(-std::log1p(-u));
    default:
      return child.a;
  }
}

/// A factor is the weight of the same child wherever it is.
ZONERANK_INLINE bool same_children(const WeightTree& a, const WeightTree& b) {
  const auto same = [](const Child& x, const Child& y) {
    return x.is_indicator == y.is_indicator && x.index == y.index;
  };
  for (std::size_t g = 0; g < a.children.size(); ++g) {
    if (!std::equal(a.children[g].begin(), a.children[g].end(), b.children[g].begin(),
                    b.children[g].end(), same))
      return false;
  }
  return true;
}

/// Logarithms of the weights of a group whose gammas may all have vanished, else nothing.
/// @param u  uniform numbers of all children
template <class IsOut>
std::vector<float> logarithms(const PreparedReading& reading, const DrawGroup& group,
                              const std::vector<float>& raw, const std::vector<double>& u,
                              const IsOut& is_out) {
  std::vector<float> logs;
  const std::size_t end = group.first + group.size;
  float sum = 0.0F;
  for (std::size_t k = group.first; k < end; ++k) sum += is_out(k) ? 0.0F : raw[k];
  const bool all_vanished = group.kind == DrawKind::gamma && sum < 0x1p-126F;  // or nearly
  for (std::size_t k = group.first; k < end; ++k) {
    if (group.kind == DrawKind::log_gamma) logs.push_back(raw[k]);
    if (all_vanished) logs.push_back(raw_weight(DrawKind::log_gamma, reading.children[k], u[k]));
    if (!logs.empty() && is_out(k)) logs.back() = no_log;
  }
  return logs;
}

/// Shares of the children into one lane.
ZONERANK_INLINE void shares(const PreparedReading& reading, std::uint32_t left_out,
                            const std::vector<float>& raw, const std::vector<double>& u,
                            std::size_t lane, float* share) {
  const auto is_out = [&](std::size_t k) {
    return left_out != 0 && reading.children[k].left_out == left_out;
  };
  for (const DrawGroup& group : reading.groups) {
    const std::vector<float> logs = logarithms(reading, group, raw, u, is_out);
    const float greatest = logs.empty() ? 0.0F : *std::max_element(logs.begin(), logs.end());
    float sum = 0.0F;
    for (std::size_t k = group.first; k < group.first + group.size; ++k) {
      float w = is_out(k) ? 0.0F : raw[k];
      if (!logs.empty()) w = greatest > no_log ? std::exp(logs[k - group.first] - greatest) : 0.0F;
      share[k * lanes + lane] = w;
      sum += w;
    }
    const float inverse = sum > 0.0F ? 1.0F / sum : 0.0F;
    for (std::size_t k = group.first; k < group.first + group.size; ++k)
      share[k * lanes + lane] *= inverse;
  }
}

ZONERANK_INLINE std::vector<float> raw_weights(const PreparedReading& reading,
                                               const std::vector<double>& u) {
  std::vector<float> raw;
  for (const DrawGroup& group : reading.groups) {
    for (std::size_t k = group.first; k < group.first + group.size; ++k)
      raw.push_back(raw_weight(group.kind, reading.children[k], u[k]));
  }
  return raw;
}

ZONERANK_INLINE const DrawGroup& group_of(const PreparedReading& reading, std::size_t child) {
  std::size_t g = 0;
  while (g + 1 < reading.first.size() && reading.first[g + 1] <= child) ++g;
  return reading.groups[g];
}

}  // ZONERANK_OWN(factor_space)

ZONERANK_INLINE FactorSpace::FactorSpace(const DrawInput& input)
    : input_(input), model_(input, false) {
  if (std::holds_alternative<OrderedWeights>(input.vary)) {
    fail(Code::bad_option, "vary", Argument::name("ordered"),
         {words("independent weights: uniform, dirichlet, simplex or interval",
                "相互独立的权重：uniform、dirichlet、simplex 或 interval")});
  }
  find_factors();
  if (factors_.empty()) {
    fail(Code::absent_factor, "", words("nothing", "没有因素"),
         {words("neither weights, methods, data nor a left-out indicator vary",
                "权重、方法、数据和去掉的指标都不变动")});
  }
  nominal_ranks_ = rank_scores(model_.nominal().col(0));
}

ZONERANK_INLINE void FactorSpace::check_trees() const {
  for (const Reading& reading : input_.readings) {
    if (same_children(input_.readings[0].tree, reading.tree)) continue;
    fail(Code::bad_option, "methods", listed_names(reading.choices),
         {words("choices that leave out the same indicators: these give one no weight",
                "不计入的指标相同的各项选择：这些选择使某个指标没有权重")});
  }
}

ZONERANK_INLINE void FactorSpace::find_factors() {
  check_trees();
  const PreparedReading& base = model_.readings()[0];
  const auto& tree = base.reading->tree.children;
  for (std::size_t g = 0; g < tree.size(); ++g) {
    if (base.groups[g].kind == DrawKind::fixed || tree[g].size() < 2) continue;
    for (std::size_t k = 0; k < tree[g].size(); ++k) {
      const DrawChild& child = base.children[base.first[g] + k];
      if (base.groups[g].kind == DrawKind::between && child.a == child.b) continue;
      factors_.push_back(
          {"weight of " + id_of(input_, tree[g][k]), SpaceFactor::weight, base.first[g] + k});
    }
  }
  // Readings are all combinations of lists, the last list running fastest.
  const std::size_t lists = input_.readings[0].choices.size();
  for (std::size_t list = 0; list < lists; ++list) {
    std::vector<std::string> names;
    for (const Reading& reading : input_.readings) {
      if (std::find(names.begin(), names.end(), reading.choices[list]) == names.end())
        names.push_back(reading.choices[list]);
    }
    sizes_.push_back(names.size());
    if (names.size() > 1) factors_.push_back({join(names, " | "), SpaceFactor::list, list});
  }
  if (lists == 0 && input_.readings.size() > 1) {
    sizes_.push_back(input_.readings.size());
    factors_.push_back({"reading", SpaceFactor::list, 0});
  }
  for (std::size_t e = 0; e < input_.errors.size(); ++e)
    factors_.push_back({input_.errors[e], SpaceFactor::error, e});
  if (!model_.candidates().empty())
    factors_.push_back({"indicator left out", SpaceFactor::left_out, 0});
}

ZONERANK_INLINE SpacePoint FactorSpace::nominal() const {
  SpacePoint point;
  for (const PreparedReading& reading : model_.readings()) {
    point.raw.emplace_back();
    for (const DrawGroup& group : reading.groups) {
      for (std::size_t k = group.first; k < group.first + group.size; ++k) {
        const float a = reading.children[k].a;
        point.raw.back().push_back(group.kind == DrawKind::log_gamma ? std::log(a) : a);
      }
    }
  }
  point.u.assign(model_.readings()[0].children.size(), 0.5);
  point.choice.assign(sizes_.size(), 0);
  point.error.assign(input_.errors.size(), 0);
  return point;
}

ZONERANK_INLINE std::size_t FactorSpace::choice(std::size_t factor, double u) const {
  const SpaceFactor& f = factors_[factor];
  const std::size_t ways =
      f.kind == SpaceFactor::list ? sizes_[f.at] : model_.candidates().size() + 1;
  return std::min(ways - 1, static_cast<std::size_t>(u * static_cast<double>(ways)));
}

ZONERANK_INLINE bool FactorSpace::differs(std::size_t factor, double u, double v) const {
  const SpaceFactor::Kind kind = factors_[factor].kind;
  if (kind == SpaceFactor::weight || kind == SpaceFactor::error) return true;
  return choice(factor, u) != choice(factor, v);
}

ZONERANK_INLINE void FactorSpace::set(SpacePoint& point, std::size_t factor, double u,
                                      std::uint64_t draw) const {
  const SpaceFactor& f = factors_[factor];
  switch (f.kind) {
    case SpaceFactor::list:
      point.choice[f.at] = choice(factor, u);
      return;
    case SpaceFactor::left_out:
      point.left_out = static_cast<std::uint32_t>(choice(factor, u));
      return;
    case SpaceFactor::error:
      point.error[f.at] = draw;
      return;
    case SpaceFactor::weight:
      point.u[f.at] = u;
      if (input_.redraw_reading) return;  // raw weights are those of the data read anew
      for (std::size_t r = 0; r < point.raw.size(); ++r) {
        const PreparedReading& reading = model_.readings()[r];
        point.raw[r][f.at] = raw_weight(group_of(reading, f.at).kind, reading.children[f.at], u);
      }
  }
}

ZONERANK_INLINE std::size_t FactorSpace::reading_of(const SpacePoint& point) const {
  std::size_t at = 0;
  for (std::size_t list = 0; list < sizes_.size(); ++list)
    at = at * sizes_[list] + point.choice[list];
  return at;
}

ZONERANK_INLINE SpaceRanker::SpaceRanker(const FactorSpace& space, std::uint64_t seed,
                                         Index columns)
    : space_(space), seed_(seed), results_(2 * space.model().zones() + 1, columns) {}

ZONERANK_INLINE const DrawModel& SpaceRanker::model_of(const SpacePoint& point,
                                                       std::size_t reading) {
  const DrawInput& input = space_.input();
  if (!input.redraw_reading) return space_.model();
  std::vector<std::uint64_t> key = {reading};
  key.insert(key.end(), point.error.begin(), point.error.end());
  const auto [at, is_new] = fresh_.try_emplace(std::move(key));
  Fresh& fresh = at->second;
  if (!is_new) return *fresh.model;
  poll_interrupt();
  fresh.input = with_reading(input, input.redraw_reading(reading, point.error, seed_));
  if (!same_children(input.readings[reading].tree, fresh.input.readings[0].tree)) {
    fail(Code::bad_option, "errors", listed_names(input.errors),
         {words("so small that every indicator still tells zones apart: these give one no weight",
                "小到每个指标仍能区分各高新区：这样的误差使某个指标没有权重")});
  }
  fresh.model = std::make_unique<DrawModel>(fresh.input, false);
  return *fresh.model;
}

ZONERANK_INLINE void SpaceRanker::add(const SpacePoint& point, Index column) {
  const std::size_t r = space_.reading_of(point);
  const DrawModel& model = model_of(point, r);
  const bool is_fresh = &model != &space_.model();
  const PreparedReading& reading = model.readings()[is_fresh ? 0 : r];
  if (&reading != reading_ || pending_.size() == lanes) {
    flush();
    model_ = &model;
    reading_ = &reading;
    share_.resize(reading.children.size() * lanes);
  }
  if (is_fresh)
    shares(reading, point.left_out, raw_weights(reading, point.u), point.u, pending_.size(),
           share_.data());
  else
    shares(reading, point.left_out, point.raw[r], point.u, pending_.size(), share_.data());
  pending_.push_back(column);
}

ZONERANK_INLINE void SpaceRanker::finish() {
  flush();
  fresh_.clear();
  reading_ = nullptr;
}

ZONERANK_INLINE void SpaceRanker::flush() {
  if (pending_.empty()) return;
  const Output& output = reading_->outputs[0];
  for (std::size_t l = pending_.size(); l < lanes; ++l) {  // the last one again
    for (std::size_t k = 0; k < reading_->children.size(); ++k)
      share_[k * lanes + l] = share_[k * lanes + pending_.size() - 1];
  }
  const bool fast = LaneRanker::takes(output);
  if (fast) {
    place_.resize(output.zones.size() * lanes);
    ranker_.run(*model_, *reading_, output, share_.data(), pending_.size(), true, place_.data(),
                lanes);
  } else {
    weights_.draw(output, share_.data());
    weights_.to_doubles(output);
  }
  const Index n = model_->zones();
  std::vector<std::int32_t> ranks(static_cast<std::size_t>(n));
  for (std::size_t l = 0; l < pending_.size(); ++l) {
    auto column = results_.col(pending_[l]);
    if (output.zones.size() < ranks.size()) column.setConstant(missing);
    double shift = 0.0;
    double counted = 0.0;
    Vector scores;
    Vector slow_ranks;
    if (fast) {
      ranker_.ranks(l, ranks.data());
    } else {
      scores = model_
                   ->group_scores(*reading_, output, weights_.children(*reading_, output),
                                  share_.data(), l)
                   .col(0);
      slow_ranks = rank_scores(scores);
    }
    for (std::size_t i = 0; i < output.zones.size(); ++i) {
      const Index zone = output.zones[i];
      const double rank = fast ? ranks[static_cast<std::size_t>(zone)] : slow_ranks[zone];
      column[zone] = fast ? points(output.combine, ranker_.value(i, l)) : scores[zone];
      column[n + zone] = rank;
      const double nominal = space_.nominal_ranks()[zone];
      if (is_missing(nominal) || is_missing(rank)) continue;
      shift += std::abs(rank - nominal);
      counted += 1.0;
    }
    column[2 * n] = counted > 0.0 ? shift / counted : 0.0;
  }
  pending_.clear();
}

}  // namespace zonerank::detail
