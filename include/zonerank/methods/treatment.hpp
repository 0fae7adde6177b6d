#pragma once
// The treatments of outliers as values: winsorizing moves the extremes in, a transformation draws
// all of the column together. None changes the order of the zones, but for ties at a fence.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "zonerank/methods/option.hpp"

namespace zonerank {

/// An indicator passes where |skewness| < `skewness` or excess kurtosis < `kurtosis` (both type 2).
struct OutlierCheck {
  double skewness = 2.0;
  double kurtosis = 3.5;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("max_skewness", self.skewness, 0.0, 1e6);
    f("max_kurtosis", self.kurtosis, -3.0, 1e6);
  }
};

/// What a treatment does to a column.
enum class Does {
  nothing,
  winsorizes,  ///< moves extremes in
  transforms,  ///< all values by one function
  stepwise,    ///< the one, the other, both or none, by what the values are
  own,         ///< what a user's function says
};

struct NoTreatment : NoOptions {
  static constexpr std::string_view name = "none", en = "no treatment", zh = "不处理异常值";
  static constexpr Does does = Does::nothing;
};

/// While the check fails: all values at the greatest (or, for negative skewness, the least) become
/// the next one, until it passes or `max_points` values have been moved.
///
/// Source: OECD/JRC (2008), Handbook, section 5; COINr's winsorise().
struct WinsorizePoints {
  static constexpr std::string_view name = "points", en = "winsorized by points", zh = "逐点缩尾";
  static constexpr Does does = Does::winsorizes;
  int max_points = 5;
  bool force = false;  ///< move max_points values even where the check passes
  OutlierCheck check = {};

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("max_points", self.max_points, 0, 1'000'000);
    f("force", self.force);
    OutlierCheck::options(self.check, f);
  }
};

/// Values beyond two percentiles (type 7) become the percentile.
struct WinsorizePercentile {
  static constexpr std::string_view name = "winsorize", en = "winsorized at percentiles",
                                    zh = "百分位缩尾";
  static constexpr Does does = Does::winsorizes;
  double low = 2.5;
  double high = 97.5;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("winsorize_low", self.low, 0.0, 100.0);
    f("winsorize_high", self.high, 0.0, 100.0);
  }
};

/// Values beyond Tukey's fences, quartile -+ multiple * (upper - lower quartile), become the fence.
struct WinsorizeIqr {
  static constexpr std::string_view name = "iqr", en = "winsorized at Tukey's fences",
                                    zh = "四分位距缩尾";
  static constexpr Does does = Does::winsorizes;
  double multiple = 1.5;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("multiple", self.multiple, 0.0, 1e6);
  }
};

/// Values farther from the median than multiple * 1.4826 * the median distance become that far.
/// Where more than half of the values are equal, nothing is moved.
struct WinsorizeMad {
  static constexpr std::string_view name = "mad", en = "winsorized by the median deviation",
                                    zh = "绝对中位差缩尾";
  static constexpr Does does = Does::winsorizes;
  double multiple = 3.0;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("multiple", self.multiple, 0.0, 1e6);
  }
};

enum class Transform {
  log,          ///< ln x; x > 0
  log_ct,       ///< ln(x - min + 0.01 (max - min))
  log_ct_orig,  ///< ln(x - min + 1)
  log_ct_plus,  ///< log_ct, or for negative skewness -ln(max + 0.01 (max - min) - x)
  log_gii,      ///< ln((max - 1) (x - min) / (max - min) + 1); max > 1
  box_cox,      ///< (y^lambda - 1) / lambda, or ln y for lambda 0; y = x - min + 1, or x
};
inline constexpr std::string_view transform_words[] = {"log",         "log-ct",  "log-ct-orig",
                                                       "log-ct-plus", "log-gii", "box-cox"};

/// One transformation of every value.
///
/// Source: COIN Tool (JRC); WIPO, Global Innovation Index, appendix on technical notes; Box, Cox
/// (1964), An analysis of transformations.
struct TransformAll {
  static constexpr std::string_view name = "transform", en = "transformed", zh = "变换";
  static constexpr Does does = Does::transforms;
  Transform transform = Transform::log_ct;
  std::optional<double> lambda = {};  ///< of box-cox; estimated by maximum likelihood where absent
  bool shift = true;                  ///< of box-cox: y = x - min + 1; else x must be > 0

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("transform", self.transform, Words(transform_words));
    f("lambda", self.lambda, -10.0, 10.0);
    f("shift", self.shift);
  }
};

/// Check - winsorize by points - check - transform - check: each step only where the check still
/// fails. The transformation takes the untreated values, or with `combine` the winsorized ones.
struct StepwiseTreatment {
  static constexpr std::string_view name = "stepwise", en = "outliers treated step by step",
                                    zh = "逐步处理异常值";
  static constexpr Does does = Does::stepwise;
  int max_points = 5;
  OutlierCheck check = {};
  Transform transform = Transform::log_ct;
  std::optional<double> lambda = {};
  bool combine = false;

  template <class Self, class F>
  static void options(Self& self, F&& f) {
    f("max_points", self.max_points, 0, 1'000'000);
    OutlierCheck::options(self.check, f);
    f("transform", self.transform, Words(transform_words));
    f("lambda", self.lambda, -10.0, 10.0);
    f("combine", self.combine);
  }
};

/// A user's own treatment: one column in its own unit, NaN where missing, to values of the same
/// length, finite where there is a value. What it changed counts as transformed: bounds in the
/// indicator's own unit are not applied to it.
struct CustomTreatment {
  static constexpr std::string_view family = "treatment", name = "custom", en = "own treatment",
                                    zh = "自定义处理";
  static constexpr Does does = Does::own;

  std::string label;  ///< its name in texts, settings and files
  std::function<std::vector<double>(std::span<const double>)> treated = {};

  template <class Self, class F>
  static void options(Self&, F&&) {}
};

template <class M>
struct TreatmentTraits {
  static_assert(
      requires { Does(M::does); }, "a treatment says what it does to a column: Does does");
  static constexpr bool is_complete = true;
};

using Treatment =
    Family<TreatmentTraits, NoTreatment, StepwiseTreatment, WinsorizePoints, WinsorizePercentile,
           WinsorizeIqr, WinsorizeMad, TransformAll, CustomTreatment>::type;

/// What a treatment does to a column.
inline Does does(const Treatment& method) {
  return std::visit([]<class M>(const M&) { return M::does; }, method);
}

}  // namespace zonerank
