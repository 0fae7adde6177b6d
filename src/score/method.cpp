#include "zonerank/score/method.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "zonerank/core/text.hpp"

namespace zonerank {
namespace {

const std::vector<std::string> keys = {
    "normalization",   "lower",   "upper",       "clip",          "percentile_low",
    "percentile_high", "weights", "aggregation", "min_available", "ties"};
const std::vector<std::string> normalizations = {"min-max", "percentile", "none"};
const std::vector<std::string> weightings = {"given", "equal"};
const std::vector<std::string> aggregations = {"arithmetic", "geometric"};
const std::vector<std::string> tie_rules = {"min", "max", "average", "dense"};

class MethodReader {
 public:
  void apply(std::span<const Setting> settings) {
    for (const Setting& setting : settings) apply(setting);
  }

  Method finish() {
    if (!(lower_ < upper_)) {
      problems_.add(Code::bad_option, "lower", shortest(lower_),
                    {"below upper = " + shortest(upper_)});
    }
    if (!(percentile_low_ >= 0 && percentile_low_ < percentile_high_ && percentile_high_ <= 100)) {
      problems_.add(Code::bad_option, "percentile_low and percentile_high",
                    shortest(percentile_low_) + " and " + shortest(percentile_high_),
                    {"two percentiles in ascending order, from 0 to 100"});
    }
    problems_.raise_errors();
    if (normalization_ == 0) method_.normalization = MinMax{lower_, upper_, clip_};
    if (normalization_ == 1) {
      method_.normalization = PercentileBounds{percentile_low_, percentile_high_, lower_, upper_};
    }
    if (normalization_ == 2) method_.normalization = NoScaling{};
    return method_;
  }

  Aggregation aggregation(const Setting& setting) {
    if (choose(setting, aggregations).value_or(0) == 1) return GeometricMean{};
    return ArithmeticMean{};
  }

  void raise() const { problems_.raise_errors(); }

 private:
  std::optional<std::size_t> choose(const Setting& setting, const std::vector<std::string>& names) {
    const auto found = std::find(names.begin(), names.end(), setting.text);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    const std::string value = setting.number ? shortest(*setting.number) : setting.text;
    problems_.add(Code::unknown_value, setting.place, value, {suggestion(value, names)});
    return std::nullopt;
  }

  void number(const Setting& setting, double& target, double least, double most) {
    if (setting.number && *setting.number >= least && *setting.number <= most) {
      target = *setting.number;
      return;
    }
    problems_.add(Code::bad_option, setting.place,
                  setting.number ? shortest(*setting.number) : quoted(setting.text),
                  {"a number from " + shortest(least) + " to " + shortest(most)});
  }

  void apply(const Setting& setting) {
    const std::string& key = setting.key;
    constexpr double far = 1e12;
    if (key == "normalization")
      normalization_ = choose(setting, normalizations).value_or(normalization_);
    else if (key == "lower")
      number(setting, lower_, -far, far);
    else if (key == "upper")
      number(setting, upper_, -far, far);
    else if (key == "clip") {
      if (setting.number != 0.0 && setting.number != 1.0) {
        problems_.add(Code::bad_option, setting.place,
                      setting.number ? shortest(*setting.number) : quoted(setting.text),
                      {"0 or 1"});
      }
      clip_ = setting.number != 0.0;
    } else if (key == "percentile_low")
      number(setting, percentile_low_, 0.0, 100.0);
    else if (key == "percentile_high")
      number(setting, percentile_high_, 0.0, 100.0);
    else if (key == "weights") {
      const auto choice = choose(setting, weightings);
      if (choice == std::size_t{0}) method_.weighting = GivenWeights{};
      if (choice == std::size_t{1}) method_.weighting = EqualWeights{};
    } else if (key == "aggregation")
      method_.aggregation = aggregation(setting);
    else if (key == "min_available")
      number(setting, method_.min_available, 0.0, 1.0);
    else if (key == "ties")
      method_.ties = static_cast<TieRule>(choose(setting, tie_rules).value_or(0));
    else
      problems_.add(Code::unknown_option, setting.place, key, {suggestion(key, keys)});
  }

  Problems problems_;
  Method method_;
  std::size_t normalization_ = 0;
  double lower_ = 0.0, upper_ = 100.0;
  double percentile_low_ = PercentileBounds{}.low, percentile_high_ = PercentileBounds{}.high;
  bool clip_ = true;
};

}  // namespace

Method read_method(const System& system, std::span<const Setting> overrides) {
  MethodReader reader;
  reader.apply(system.method);
  reader.apply(overrides);
  Method method = reader.finish();
  for (const Group& group : system.groups) {
    if (group.aggregation) static_cast<void>(reader.aggregation(*group.aggregation));
  }
  reader.raise();
  return method;
}

Aggregation group_aggregation(const Group& group, const Method& method) {
  return group.aggregation ? MethodReader().aggregation(*group.aggregation) : method.aggregation;
}

std::string method_text(const Method& method, Lang lang) {
  const bool zh = lang == Lang::zh;
  const auto [lower, upper] = score_range(method.normalization);
  const std::string range = " " + shortest(lower) + ".." + shortest(upper);
  std::string text;
  if (std::holds_alternative<MinMax>(method.normalization))
    text = (zh ? "极差法" : "min-max") + range;
  if (const auto* p = std::get_if<PercentileBounds>(&method.normalization)) {
    text = (zh ? "百分位界限 " : "min-max between percentiles ") + shortest(p->low) + "-" +
           shortest(p->high) + (zh ? "，" : ",") + range;
  }
  if (std::holds_alternative<NoScaling>(method.normalization))
    text = zh ? "不作标准化" : "values taken as scores";
  const bool equal = std::holds_alternative<EqualWeights>(method.weighting);
  const bool geometric = std::holds_alternative<GeometricMean>(method.aggregation);
  if (zh) {
    return text + (equal ? "，等权" : "，给定权重") + (geometric ? "，几何平均" : "，算术平均");
  }
  return text + (equal ? ", equal weights" : ", given weights") +
         (geometric ? ", geometric mean" : ", arithmetic mean");
}

}  // namespace zonerank
