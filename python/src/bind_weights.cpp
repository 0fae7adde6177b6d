#include "method_settings.hpp"
#include "zonerank/methods/weight.hpp"

using namespace zonerank;
using namespace binding;
using namespace pybind11::literals;

namespace {

template <class E, std::size_t N>
E chosen(const std::string& option, const std::string& word, const std::string_view (&words)[N]) {
  Setting setting;
  setting.place = option;
  setting.text = word;
  Problems problems;
  const auto at = detail::read_word(setting, problems, words);
  problems.raise_errors();
  return static_cast<E>(*at);
}

}  // namespace

void bind_weights(py::module_& m) {
  m.def("weightings", &method_names<Weighting>, "The names of all weightings.");
  m.def("equal_weights", &equal_weights, "n"_a, "n weights of 1 / n.");
  m.def("given_weights", &given_weights, "weights"_a, "Weights scaled to sum to 1.");
  m.def(
      "weigh",
      [](const MatrixRef& scores, const Method& method, const Matrix& values,
         const std::vector<std::string>& directions, const std::vector<Matrix>& panel,
         const std::vector<std::string>& names, const Vector& given) {
        const WeightInput input{{}, values, directions_of(directions), panel, names, given};
        return interruptible([&] { return weigh(method.weighting, scores, input); });
      },
      "scores"_a, "method"_a, "values"_a, "directions"_a, "panel"_a, "names"_a, "given"_a,
      "Weights of columns that sum to 1, from scores or what else the method needs.");
  m.def(
      "ahp",
      [](const std::vector<Matrix>& judgments, const std::string& method,
         const std::vector<std::string>& names) {
        const auto how = chosen<AhpMethod>("method", method, ahp_words);
        const AhpResult r = interruptible([&] {
          return ahp(judgments.size() == 1 ? judgments[0] : group_judgments(judgments), how, names);
        });
        std::vector<std::tuple<Index, Index, double, double>> worst;
        for (const AhpResult::Judgment& w : r.worst) {
          worst.emplace_back(w.row, w.column, w.given, w.implied);
        }
        return py::dict("weights"_a = r.weights, "lambda_max"_a = r.lambda_max, "index"_a = r.index,
                        "ratio"_a = r.ratio, "rounded"_a = r.rounded, "worst"_a = worst);
      },
      "judgments"_a, "method"_a, "names"_a,
      "Weights from pairwise comparisons (several: their geometric mean), consistency, worst "
      "judgments first.");
  m.def(
      "group_priorities",
      [](const std::vector<Matrix>& judgments, const std::string& method,
         const std::vector<std::string>& names) {
        return group_priorities(judgments, chosen<AhpMethod>("method", method, ahp_words), names);
      },
      "judgments"_a, "method"_a, "names"_a,
      "The geometric mean of several persons' weights, as shares.");
  m.def(
      "best_worst",
      [](const std::vector<double>& best_to_others, const std::vector<double>& others_to_worst,
         const std::string& model, const std::vector<std::string>& names) {
        const BestWorstResult r =
            best_worst(best_to_others, others_to_worst,
                       chosen<BestWorstModel>("model", model, best_worst_words), names);
        return py::dict("weights"_a = r.weights, "low"_a = r.low, "high"_a = r.high, "xi"_a = r.xi,
                        "ratio"_a = r.ratio, "input_ratio"_a = r.input_ratio, "best"_a = r.best,
                        "worst"_a = r.worst, "to_reconsider"_a = r.to_reconsider);
      },
      "best_to_others"_a, "others_to_worst"_a, "model"_a, "names"_a,
      "Weights from comparisons with the best and the worst, their intervals, and consistency.");
  m.def(
      "rank_order_weights",
      [](const VectorRef& ranks, const std::string& rule) {
        return rank_order_weights(ranks, chosen<RankRule>("rule", rule, rank_rule_words));
      },
      "ranks"_a, "rule"_a, "Weights from an order of importance; 1 is the most important.");
  m.def(
      "combine_weights",
      [](const MatrixRef& weights, const std::string& rule, const VectorRef& shares) {
        return combine_weights(weights, chosen<CombineRule>("rule", rule, combine_words), shares);
      },
      "weights"_a, "rule"_a, "shares"_a, "One weighting from a column of weights each.");
}
