#pragma once
// Weights from judgments: AHP, G1, orders.

#include <Eigen/Cholesky>
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/diagnostics/detail/door.hpp"
#include "zonerank/methods/detail/judgment.hpp"
#include "zonerank/methods/detail/weights.hpp"
#include "zonerank/methods/weight.hpp"

namespace zonerank {
ZONERANK_OWN(judgment) {

/// Whether `small` is 1 / `great` printed with two decimals: 0.33, 0.14, 0.17.
ZONERANK_INLINE bool is_printed_inverse(double small, double great) {
  return great > 1.0 && small > 0.0 && std::abs(small - 1.0 / great) <= 0.005 + 1e-9;
}

/// Judgments of a triangle alone, and of printed tables, with the inverses that they mean.
struct Completed {
  Matrix judgments;
  Index rounded = 0;     ///< judgments printed with two decimals
  double example = 0.0;  ///< the first of them
};

ZONERANK_INLINE Completed complete(const MatrixRef& given, std::span<const std::string> names) {
  if (given.rows() != given.cols() || given.rows() < 1) {
    fail(Code::wrong_shape, "judgments",
         words("{0} x {1} entries", "{0} x {1} 个元素", {given.rows(), given.cols()}),
         {words("they compare each child with each: as many rows as columns",
                "判断矩阵逐一比较各下级：行数应等于列数")});
  }
  Completed result{given};
  Matrix& a = result.judgments;
  for (Index i = 0; i < a.rows(); ++i) {
    for (Index j = 0; j < i; ++j) {
      const auto pair = [&](Index first, Index second) {
        return detail::judgment_place(detail::child_name(names, first),
                                      detail::child_name(names, second));
      };
      if (a(i, j) == 0.0 && a(j, i) == 0.0) continue;  // not judged
      for (const auto& [first, second] : {std::pair{i, j}, std::pair{j, i}}) {
        const double judged = a(first, second);
        if (judged != 0.0 && (!(judged > 0.0) || !std::isfinite(judged)))
          fail(Code::bad_judgment, pair(first, second), shortest(judged),
               {words("a number above 0", "大于 0 的数")});
      }
      if (a(i, j) == 0.0) a(i, j) = 1.0 / a(j, i);  // one triangle is enough
      if (a(j, i) == 0.0) a(j, i) = 1.0 / a(i, j);
      if (std::abs(a(i, j) * a(j, i) - 1.0) <= 1e-2) continue;
      double& small = a(i, j) < a(j, i) ? a(i, j) : a(j, i);
      const double great = std::max(a(i, j), a(j, i));
      if (!is_printed_inverse(small, great)) {
        fail(Code::bad_judgment, pair(i, j), shortest(a(i, j)),
             {words("1 / {0}, the inverse of the judgment the other way round",
                    "1 / {0}，即反方向判断值的倒数", {shortest(a(j, i))})});
      }
      if (result.rounded++ == 0) result.example = small;
      small = 1.0 / great;
    }
    if (a(i, i) != 1.0) {
      fail(Code::bad_judgment,
           words("judgment of {0} against itself", "{0} 与自身的判断",
                 {detail::child_name(names, i)}),
           shortest(a(i, i)), {Argument::name("1")});
    }
  }
  return result;
}

/// The parts that no judgment connects.
ZONERANK_INLINE void check_connected(const MatrixRef& a, std::span<const std::string> names) {
  std::vector<bool> reached(static_cast<std::size_t>(a.rows()), false);
  std::vector<Index> open = {0};
  reached[0] = true;
  while (!open.empty()) {
    const Index i = open.back();
    open.pop_back();
    for (Index j = 0; j < a.cols(); ++j) {
      if (a(i, j) == 0.0 || reached[static_cast<std::size_t>(j)]) continue;
      reached[static_cast<std::size_t>(j)] = true;
      open.push_back(j);
    }
  }
  std::vector<std::string> apart;
  for (Index j = 0; j < a.cols(); ++j) {
    if (!reached[static_cast<std::size_t>(j)]) apart.push_back(detail::child_name(names, j));
  }
  if (apart.empty()) return;
  fail(Code::undefined_weights, "judgments", Argument::name("ahp"),
       {words("no judgment connects {0} with {1}", "没有判断把 {0} 与 {1} 联系起来",
              {listed_names(apart), detail::child_name(names, 0)})});
}

ZONERANK_INLINE Vector dominant_weights(const MatrixRef& a) {
  Vector w = Vector::Constant(a.rows(), 1.0 / static_cast<double>(a.rows()));
  for (int k = 0; k < 100000; ++k) {
    Vector next = a * w;
    next /= next.sum();
    const double change = (next - w).cwiseAbs().maxCoeff();
    w = next;
    if (change < 1e-16) break;
  }
  return w;
}

/// Least squares on the logarithms of what was judged; of a whole table the geometric means of
/// rows.
ZONERANK_INLINE Vector geometric_weights(const MatrixRef& a) {
  const Index n = a.rows();
  Matrix laplacian = Matrix::Zero(n, n);
  Vector right = Vector::Zero(n);
  for (Index i = 0; i < n; ++i) {
    for (Index j = 0; j < n; ++j) {
      if (i == j || a(i, j) == 0.0) continue;
      laplacian(i, i) += 1.0;
      laplacian(i, j) -= 1.0;
      right[i] += std::log(a(i, j));
    }
  }
  laplacian.array() += 1.0;  // the logarithms add up to 0
  Vector w = laplacian.ldlt().solve(right).array().exp();
  return w / w.sum();
}

ZONERANK_INLINE double random_index(Index n) {
  constexpr std::array<double, 16> saaty = {0,    0,    0,    0.58, 0.90, 1.12, 1.24, 1.32,
                                            1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59};
  if (n < 16) return saaty[static_cast<std::size_t>(n)];
  const auto size = static_cast<double>(n);
  return (2.7699 * size - 4.3513 - size) / (size - 1.0);
}

/// The place of every child in an order that names them all.
ZONERANK_INLINE std::vector<std::size_t> places(const std::vector<std::string>& order,
                                                const std::vector<std::string>& names,
                                                std::string_view method) {
  std::vector<std::size_t> result;
  for (const std::string& name : names) {
    const auto found = std::find(order.begin(), order.end(), name);
    if (found == order.end()) {
      fail(Code::needs_option, "weights", Argument::name("order"),
           {in_quotes(method), words("all children in their order; \"{0}\" is not in it",
                                     "按次序列出全部下级；其中没有“{0}”", {name})});
    }
    result.push_back(static_cast<std::size_t>(found - order.begin()));
  }
  for (const std::string& name : order) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    fail(Code::bad_judgment, "order", name, {suggestion(name, names)});
  }
  if (order.size() != names.size()) {
    fail(Code::bad_judgment, "order", words("{0} names", "{0} 个名称", {order.size()}),
         {words("each of the {0} children once", "{0} 个下级各一次", {names.size()})});
  }
  return result;
}

}  // ZONERANK_OWN(judgment)

ZONERANK_INLINE AhpResult ahp(const MatrixRef& given, AhpMethod method,
                              std::span<const std::string> names) {
  const Completed completed = complete(given, names);
  const Matrix& judgments = completed.judgments;
  check_connected(judgments, names);
  const Index n = judgments.rows();
  AhpResult result;
  result.rounded = completed.rounded;
  result.rounded_example = completed.example;
  Matrix a = judgments;
  const bool whole = (a.array() > 0.0).all();
  if (!whole && method == AhpMethod::column_mean) {
    fail(Code::undefined_weights, "judgments", Argument::name("ahp"),
         {words(
             "the mean of columns needs every judgment; take the eigenvector or the geometric mean",
             "列平均法需要全部判断；请改用特征向量法或几何平均法")});
  }
  for (Index i = 0; i < n; ++i) {  // Harker: what was not judged is taken as the weights imply it
    a(i, i) += static_cast<double>((judgments.row(i).array() == 0.0).count());
  }
  if (method == AhpMethod::eigenvector) {
    result.weights = dominant_weights(a);
  } else if (method == AhpMethod::geometric) {
    result.weights = geometric_weights(judgments);
  } else {
    result.weights = (a.array().rowwise() / a.colwise().sum().array()).matrix().rowwise().mean();
  }
  result.lambda_max = ((a * result.weights).array() / result.weights.array()).mean();
  const auto size = static_cast<double>(n);
  result.index = n > 1 ? (result.lambda_max - size) / (size - 1.0) : 0.0;
  result.ratio = n > 2 ? result.index / random_index(n) : 0.0;
  for (Index i = 0; i < n; ++i) {
    for (Index j = i + 1; j < n; ++j) {
      if (judgments(i, j) == 0.0) continue;
      result.worst.push_back({i, j, judgments(i, j), result.weights[i] / result.weights[j]});
    }
  }
  const auto strain = [](const AhpResult::Judgment& x) {
    return std::abs(std::log(x.given / x.implied));
  };
  std::stable_sort(result.worst.begin(), result.worst.end(),
                   [&](const auto& x, const auto& y) { return strain(x) > strain(y); });
  return result;
}

ZONERANK_INLINE Matrix group_judgments(std::span<const Matrix> judgments) {
  if (judgments.empty())
    fail(Code::wrong_shape, "judgments", words("nothing", "空"),
         {words("one table at least is needed", "至少需要一张表")});
  Matrix sum = Matrix::Zero(judgments[0].rows(), judgments[0].cols());
  Matrix persons = sum;
  for (const Matrix& one : judgments) {
    if (one.rows() != sum.rows() || one.cols() != sum.cols()) {
      fail(Code::wrong_shape, "judgments",
           words("{0} x {1} entries", "{0} x {1} 个元素", {one.rows(), one.cols()}),
           {words("the first table has {0}", "第一张表有 {0} 行", {sum.rows()})});
    }
    const Matrix whole = complete(one, {}).judgments;
    const auto judged = (whole.array() > 0.0).eval();
    sum.array() += judged.select(whole.array(), 1.0).log();
    persons.array() += judged.cast<double>();
  }
  return (persons.array() > 0.0).select((sum.array() / persons.array().max(1.0)).exp(), 0.0);
}

ZONERANK_INLINE Vector group_priorities(std::span<const Matrix> judgments, AhpMethod method,
                                        std::span<const std::string> names) {
  if (judgments.empty())
    fail(Code::wrong_shape, "judgments", words("nothing", "空"),
         {words("one table at least is needed", "至少需要一张表")});
  Vector sum = Vector::Zero(judgments[0].rows());
  for (const Matrix& one : judgments) {
    if (one.rows() != sum.size()) {
      fail(Code::wrong_shape, "judgments", words("{0} rows", "{0} 行", {one.rows()}),
           {words("the first table has {0}", "第一张表有 {0} 行", {sum.size()})});
    }
    sum.array() += ahp(one, method, names).weights.array().log();
  }
  const Vector w = (sum.array() / static_cast<double>(judgments.size())).exp();
  return w / w.sum();
}

ZONERANK_INLINE Vector rank_order_weights(const VectorRef& ranks, RankRule rule) {
  if (ranks.size() == 0)
    fail(Code::wrong_shape, "ranks", words("0 entries", "0 个元素"),
         {words("one is needed at least", "至少需要一个")});
  detail::check_finite("ranks", ranks);
  const std::vector<double> mean_ranks =
      detail::mid_ranks<double>({ranks.data(), static_cast<std::size_t>(ranks.size())});
  const auto n = static_cast<double>(ranks.size());
  Vector by_place(ranks.size());
  for (Index k = 0; k < ranks.size(); ++k) {
    const auto r = static_cast<double>(k + 1);
    by_place[k] = rule == RankRule::sum          ? 2.0 * (n + 1.0 - r) / (n * (n + 1.0))
                  : rule == RankRule::comparison ? (2.0 * (n - r) + 1.0) / (n * n)
                                                 : 1.0 / r;
  }
  if (rule == RankRule::centroid) {
    for (Index k = ranks.size() - 1; k-- > 0;) by_place[k] += by_place[k + 1];
    by_place /= n;
  }
  if (rule == RankRule::reciprocal) by_place /= by_place.sum();
  Vector result(ranks.size());
  for (Index j = 0; j < ranks.size(); ++j) {  // ties take the mean of the places they share
    const double rank = mean_ranks[static_cast<std::size_t>(j)];
    const auto tied = static_cast<Index>(std::count(mean_ranks.begin(), mean_ranks.end(), rank));
    const auto first =
        static_cast<Index>(std::lround(rank - (static_cast<double>(tied) - 1) / 2)) - 1;
    result[j] = by_place.segment(first, tied).mean();
  }
  return result;
}

ZONERANK_INLINE Vector detail::judged_weights(const Ahp& method, const WeightInput& input) {
  if (method.judgments.size() == 0) {
    fail(Code::needs_option, "weights", Argument::name("judgments"),
         {in_quotes(Ahp::name), words("the table of pairwise comparisons of {0}",
                                      "{0} 的两两比较表", {listed_names(input.names)})});
  }
  if (method.judgments.rows() != std::ssize(input.names)) {
    fail(Code::wrong_shape, "judgments", words("{0} rows", "{0} 行", {method.judgments.rows()}),
         {words("there are {0} children: {1}", "共有 {0} 个下级：{1}",
                {input.names.size(), listed_names(input.names)})});
  }
  const std::vector<std::string> rows = method.order.empty() ? input.names : method.order;
  const std::vector<std::size_t> at = places(rows, input.names, Ahp::name);
  AhpResult result = ahp(method.judgments, method.method, rows);
  if (result.ratio > method.max_ratio) {
    const AhpResult::Judgment& worst = result.worst[0];
    fail(Code::inconsistent_judgments, words("weights of {0}", "{0} 的权重", {listed_names(rows)}),
         rounded(result.ratio, 3),
         {shortest(method.max_ratio),
          words("{0} against {1}: it is {2}, the others imply {3}",
                "{0} 对 {1}：给出 {2}，而其余判断意味着 {3}",
                {detail::child_name(rows, worst.row), detail::child_name(rows, worst.column),
                 rounded(worst.given, 3), rounded(worst.implied, 3)})});
  }
  Vector weights(std::ssize(at));
  for (std::size_t k = 0; k < at.size(); ++k)
    weights[static_cast<Index>(k)] = result.weights[static_cast<Index>(at[k])];
  return weights;
}

ZONERANK_INLINE Vector detail::judged_weights(const OrderRelation& method,
                                              const WeightInput& input) {
  const std::vector<std::size_t> at = places(method.order, input.names, OrderRelation::name);
  if (method.ratios.size() + 1 != method.order.size()) {
    fail(Code::needs_option, "weights", Argument::name("ratios"),
         {in_quotes(OrderRelation::name),
          words("one ratio fewer than children", "比率个数比下级少一个")});
  }
  for (const double ratio : method.ratios) {
    if (ratio >= 1.0 && std::isfinite(ratio)) continue;
    fail(Code::bad_judgment, "ratios", shortest(ratio),
         {words("1 or more: each child is at least as important as the next",
                "不小于 1：每个下级至少与后一个同样重要")});
  }
  const std::vector<double> ordered = detail::order_relation(method.ratios);
  Vector result(std::ssize(at));
  for (std::size_t k = 0; k < at.size(); ++k) result[static_cast<Index>(k)] = ordered[at[k]];
  return result;
}

ZONERANK_INLINE Vector detail::judged_weights(const RankOrder& method, const WeightInput& input) {
  Vector ranks(std::ssize(input.names));
  const std::vector<std::size_t> at = places(method.order, input.names, RankOrder::name);
  for (std::size_t k = 0; k < at.size(); ++k) {
    ranks[static_cast<Index>(k)] = static_cast<double>(at[k] + 1);
  }
  return rank_order_weights(ranks, method.rule);
}

}  // namespace zonerank
