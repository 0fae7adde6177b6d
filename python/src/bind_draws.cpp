#include "method_settings.hpp"
#include "zonerank/analysis/measurement.hpp"
#include "zonerank/analysis/readings.hpp"
#include "zonerank/read/read.hpp"

using namespace zonerank;
using namespace binding;
using namespace pybind11::literals;

namespace {

template <class V>
std::vector<V> read_list(const std::map<std::string, Settings>& lists, const std::string& stage,
                         const V& base, Problems& problems) {
  std::vector<V> result;
  const auto found = lists.find(stage);
  if (found == lists.end()) return result;
  for (const Setting& setting : found->second)
    result.push_back(read_choice(setting, base, problems));
  return result;
}

/// How weights vary, from {"vary": a word or table, "level": ..., "leave_one_out": ...}.
void read_factors(const Settings& factors, DrawInput& input) {
  Problems problems;
  for (const Setting& setting : factors) {
    if (setting.key == "vary") {
      input.vary = read_choice(setting, input.vary, problems);
    } else if (setting.key == "level") {
      detail::read_option(setting, problems, input.level, Words(draw_level_words));
    } else {
      detail::read_option(setting, problems, input.leave_one_out);
    }
  }
  problems.raise_errors();
}

/// item, zone, year, reviewer, score
using Reviewed = std::tuple<std::string, std::string, int, std::string, double>;

DrawInput of_ranking(const Raw& raw, const System& system, const Ranking& ranking,
                     const Settings& settings, const BoundsById& bounds,
                     const std::optional<Scaling>& scaling,
                     const std::map<std::string, std::string>& zone_groups, int common,
                     const std::map<std::string, Settings>& lists, const Settings& factors,
                     const std::vector<std::tuple<std::string, std::string, double>>& errors,
                     const std::vector<Reviewed>& reviewed) {
  const RankOptions options =
      rank_options(system, ranking.year, settings, bounds, scaling, zone_groups, common);
  Problems problems;
  const MethodLists methods{
      read_list(lists, "imputation", options.method->imputation, problems),
      read_list(lists, "treatment", options.method->treatment, problems),
      read_list(lists, "normalization", options.method->normalization, problems),
      read_list(lists, "weights", options.method->weighting, problems),
      read_list(lists, "aggregation", options.method->aggregation, problems)};
  problems.raise_errors();
  DrawInput input = draw_input(ranking, system,
                               lists.empty() ? std::vector<Reading>{reading_of(ranking, system)}
                                             : readings(raw.table, system, options, methods));
  read_factors(factors, input);
  if (errors.empty() && reviewed.empty()) return input;
  std::vector<MeasurementError> list;
  for (const auto& [of, kind, size] : errors) {
    Setting setting;
    setting.place = "errors, " + of;
    setting.text = kind;
    list.push_back({of, ErrorKind::normal, size});
    detail::read_option(setting, problems, list.back().kind, Words(error_kind_words));
  }
  problems.raise_errors();
  std::vector<ReviewerScore> reviewers;
  for (const auto& [item, zone, year, reviewer, score] : reviewed)
    reviewers.push_back({item, zone, year, reviewer, score});
  add_data_errors(input, raw.table, system, options, methods, list, reviewers);
  return input;
}

/// Scores on an array: indicators in groups of one level, or in none.
/// @param group_of  a group's number for each column; empty: all under overall
DrawInput of_arrays(const Matrix& scores, const Vector& weights, const std::vector<int>& group_of,
                    const Vector& group_weights, const std::vector<std::string>& ids,
                    double min_available, const Settings& factors) {
  const py::gil_scoped_release release;
  const auto check = [](const char* what, std::size_t have, Index wanted, const Argument& of) {
    if (static_cast<Index>(have) == wanted) return;
    fail(Code::wrong_shape, what, words("{0} entries", "{0} 个元素", {have}),
         {words("there are {0} {1}", "共有 {0} 个{1}", {wanted, of})});
  };
  check("weights", static_cast<std::size_t>(weights.size()), scores.cols(),
        words("indicators", "指标"));
  if (!group_of.empty())
    check("groups", group_of.size(), scores.cols(), words("indicators", "指标"));
  for (const int g : group_of) {
    if (g >= 0 && g < group_weights.size()) continue;
    fail(Code::bad_option, "groups", std::to_string(g),
         {words("from 0 to {0}", "0 到 {0}", {group_weights.size() - 1})});
  }
  Reading reading;
  reading.scores = scores;
  const auto groups = static_cast<std::size_t>(group_of.empty() ? 0 : group_weights.size());
  reading.tree.children.resize(groups + 1);
  const auto shares = [](std::vector<Child>& children) {
    Vector w(std::ssize(children));
    for (std::size_t k = 0; k < children.size(); ++k) w[static_cast<Index>(k)] = children[k].weight;
    w = given_weights(w);
    for (std::size_t k = 0; k < children.size(); ++k) children[k].weight = w[static_cast<Index>(k)];
  };
  for (std::size_t g = 1; g <= groups; ++g) {
    reading.tree.children[0].push_back(
        {false, static_cast<int>(g), group_weights[static_cast<Index>(g - 1)]});
  }
  for (Index j = 0; j < scores.cols(); ++j) {
    const std::size_t g =
        groups == 0 ? 0 : static_cast<std::size_t>(group_of[static_cast<std::size_t>(j)]) + 1;
    reading.tree.children[g].push_back({true, static_cast<int>(j), weights[j]});
  }
  for (std::vector<Child>& children : reading.tree.children) shares(children);
  reading.tree.effective = Vector::Zero(scores.cols());
  reading.aggregations.assign(groups + 1, ArithmeticMean{});
  reading.group_scores = Matrix::Constant(scores.rows(), static_cast<Index>(groups) + 1, missing);
  for (std::size_t g = groups + 1; g-- > 0;) {
    const std::vector<Child>& children = reading.tree.children[g];
    Matrix inside(scores.rows(), std::ssize(children));
    Vector w(inside.cols());
    for (Index k = 0; k < inside.cols(); ++k) {
      const Child& child = children[static_cast<std::size_t>(k)];
      w[k] = child.weight;
      if (child.is_indicator) {
        inside.col(k) = scores.col(child.index);
        const double share = g == 0 ? 1.0 : reading.tree.children[0][g - 1].weight;
        reading.tree.effective[child.index] = share * child.weight;
      } else {
        inside.col(k) = reading.group_scores.col(child.index);
      }
    }
    reading.group_scores.col(static_cast<Index>(g)) =
        aggregate(inside, w, ArithmeticMean{}, min_available);
  }
  DrawInput input;
  input.readings.push_back(std::move(reading));
  input.child_ids = ids;
  read_factors(factors, input);
  return input;
}

}  // namespace

void bind_draws(py::module_& m) {
  py::class_<DrawInput>(m, "DrawInput", "What is redrawn: readings of the data, and what varies.")
      .def_property_readonly(
          "choices",
          [](const DrawInput& input) {
            std::vector<std::vector<std::string>> choices;
            for (const Reading& r : input.readings) choices.push_back(r.choices);
            return choices;
          },
          "What each reading chose of the lists of methods.")
      .def_property_readonly("notices", &draw_notices, "What makes redrawing slow.")
      .def_property_readonly(
          "weights_text", [](const DrawInput& input) { return choice_text(input.vary); },
          "How weights are drawn, in words.");
  m.def("weight_draws", &method_names<WeightDraw>, "The words for how weights are drawn.");
  m.def(
      "ranking_draws",
      [](const Raw& raw, const System& system, const Ranking& ranking, const Settings& settings,
         const BoundsById& bounds, const std::optional<Scaling>& scaling,
         const std::map<std::string, std::string>& zone_groups, int common,
         const std::map<std::string, Settings>& lists, const Settings& factors,
         const std::vector<std::tuple<std::string, std::string, double>>& errors,
         const std::vector<Reviewed>& reviewed) {
        return interruptible([&] {
          return of_ranking(raw, system, ranking, settings, bounds, scaling, zone_groups, common,
                            lists, factors, errors, reviewed);
        });
      },
      "raw"_a, "system"_a, "ranking"_a, "settings"_a, "bounds"_a, "scaling"_a, "zone_groups"_a,
      "common"_a, "lists"_a, "factors"_a, "errors"_a, "reviewers"_a, py::keep_alive<0, 1>(),
      py::keep_alive<0, 2>(), "What is redrawn of a ranking.");
  m.def("array_draws", &of_arrays, "scores"_a, "weights"_a, "group_of"_a, "group_weights"_a,
        "ids"_a, "min_available"_a, "factors"_a, "What is redrawn of an array of scores.");

  py::class_<RankDistribution>(m, "RankDistribution", "Ranks of one group over all draws, counted.")
      .def_readonly("group", &RankDistribution::group, "Index in System.groups; 0 is overall.")
      .def_readonly("nominal", &RankDistribution::nominal, "Ranks of the nominal ranking.")
      .def_readonly("frequency", &RankDistribution::frequency,
                    "zones x ranks: how many draws gave the rank.")
      .def_readonly("score_mean", &RankDistribution::score_mean, "Mean score of the draws.")
      .def_readonly("score_sd", &RankDistribution::score_sd, "Standard deviation of the scores.")
      .def_readonly("ahead", &RankDistribution::ahead,
                    "zones x zones: draws in which the row was ahead.")
      .def(
          "rank_quantiles",
          [](const RankDistribution& d, double q) {
            Vector result(d.frequency.rows());
            for (Index i = 0; i < result.size(); ++i) result[i] = d.rank_quantile(i, q);
            return result;
          },
          "q"_a)
      .def(
          "score_quantiles",
          [](const RankDistribution& d, double q) {
            Vector result(d.frequency.rows());
            for (Index i = 0; i < result.size(); ++i) result[i] = d.score_quantile(i, q);
            return result;
          },
          "q"_a)
      .def("quantile_errors", &RankDistribution::quantile_errors, "q"_a);
  py::class_<DrawResult>(m, "DrawResult", "Counts of a number of draws.")
      .def_readonly("draws", &DrawResult::draws, "Rankings that were redrawn.")
      .def_readonly("is_complete", &DrawResult::is_complete, "False where the time limit ended it.")
      .def_readonly("quantile_error", &DrawResult::quantile_error,
                    "Of the overall quantiles, at most [places].")
      .def_readonly("of", &DrawResult::of,
                    "A distribution of overall, then of each first-level group.");
  m.def(
      "redraw",
      [](const DrawInput& input, std::uint64_t draws, std::uint64_t seed, int threads, bool groups,
         bool scores, bool pairs, double tolerance, double time_limit, const py::object& progress) {
        const Progress report = progress_of(progress);
        return interruptible([&] {
          return redraw(input, {draws, seed, threads, groups, scores, pairs, tolerance, time_limit},
                        report);
        });
      },
      "input"_a, "draws"_a, "seed"_a, "threads"_a, "groups"_a, "scores"_a, "pairs"_a, "tolerance"_a,
      "time_limit"_a, "progress"_a = py::none(),
      "Counts of ranks over draws of weights, methods, errors and reviewers.");
  m.def(
      "replay",
      [](const DrawInput& input, std::uint64_t draw, std::uint64_t seed) {
        const Replay r = interruptible([&] { return replay(input, draw, seed); });
        return py::dict("reading"_a = r.reading, "left_out"_a = r.left_out, "weights"_a = r.weights,
                        "group_scores"_a = r.group_scores, "ranks"_a = r.ranks);
      },
      "input"_a, "draw"_a, "seed"_a,
      "One draw by its number: choices, weights, scores of groups and ranks.");
}
