#include <algorithm>

#include "method_settings.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/ranking/composite.hpp"
#include "zonerank/ranking/pipeline.hpp"
#include "zonerank/read/read.hpp"

using namespace zonerank;
using namespace pybind11::literals;

using namespace binding;

namespace {

py::dict dict_of(const Setting& table);

py::object value_of(const Setting& setting) {
  if (setting.is_table) return dict_of(setting);
  if (!setting.is_list) {
    return setting.number ? py::cast(*setting.number) : py::cast(setting.text);
  }
  if (!setting.words.empty()) return py::cast(setting.words);
  if (setting.rows.size() == 1) return py::cast(setting.rows[0]);
  return py::cast(setting.rows);
}

py::dict dict_of(const Setting& table) {
  py::dict result;
  for (const Setting& inner : table.table) {
    const bool is_set = inner.is_list || inner.is_table || inner.number || !inner.text.empty();
    if (is_set) result[inner.key.c_str()] = value_of(inner);
  }
  return result;
}

py::dict column_dict(const ColumnScaling& c) {
  py::dict result;
  result["indicator"] = c.indicator;
  result["direction"] = c.direction == Direction::more_is_better ? "+" : "-";
  result["normalization"] = dict_of(choice_setting(c.method, "normalization"));
  result["given"] = c.given;
  const ParameterNames names =
      std::visit([]<class M>(const M&) { return M::parameters; }, c.method);
  const double values[] = {c.fit.first, c.fit.second};
  py::dict parameters;
  for (std::size_t k = 0; k < names.size(); ++k) {
    if (!names[k].empty()) parameters[std::string(names[k]).c_str()] = values[k];
  }
  result["parameters"] = parameters;
  result["sample"] = c.fit.sample;
  result["why_not"] = c.why_not.text();
  return result;
}

ColumnScaling column_of(const std::string& indicator, const std::string& direction,
                        const Settings& normalization, bool given,
                        const std::map<std::string, double>& parameters,
                        const std::vector<double>& sample, const std::string& why_not) {
  Setting table;
  table.is_table = true;
  table.table = normalization;
  table.place = indicator;
  Problems problems;
  ColumnScaling column;
  column.method = read_choice(table, Normalization{}, problems);
  problems.raise_errors();
  column.indicator = indicator;
  column.direction = directions_of({direction})[0];
  column.given = given;
  const ParameterNames names =
      std::visit([]<class M>(const M&) { return M::parameters; }, column.method);
  const auto parameter = [&](std::string_view name) {
    const auto found = parameters.find(std::string(name));
    return found == parameters.end() ? missing : found->second;
  };
  column.fit = {parameter(names[0]), parameter(names[1]), sample};
  column.why_not = no_scores(why_not);
  return column;
}

void bind_scaling(py::module_& m) {
  py::class_<Scaling>(m, "Scaling", "How every indicator is scored: method and parameters.")
      .def(py::init([](const std::vector<std::tuple<std::string, std::string, Settings, bool,
                                                    std::map<std::string, double>,
                                                    std::vector<double>, std::string>>& columns,
                       std::vector<std::string> zones) {
             Scaling scaling;
             scaling.zones = std::move(zones);
             for (const auto& column : columns) {
               scaling.columns.push_back(std::apply(column_of, column));
             }
             return scaling;
           }),
           "columns"_a, "zones"_a)
      .def_property_readonly(
          "columns",
          [](const Scaling& s) {
            py::list result;
            for (const ColumnScaling& c : s.columns) result.append(column_dict(c));
            return result;
          },
          "A dict for each indicator.")
      .def_readonly("zones", &Scaling::zones,
                    "Names of the zones it was learned from, where it keeps their values.")
      .def(
          "apply",
          [](const Scaling& s, const MatrixRef& indicators, const std::vector<std::string>& zones) {
            return interruptible([&] { return normalize(indicators, s, zones); });
          },
          "indicators"_a, "zones"_a);
}

void bind_stages(py::module_& m) {
  m.def("normalizations", &method_names<Normalization>, "The names of all normalizations.");
  m.def(
      "learn_scaling",
      [](const MatrixRef& indicators, const std::vector<std::string>& directions,
         const Method& method, const std::map<Index, Settings>& columns, const BoundsById& bounds,
         const std::vector<std::string>& zones, const Matrix& base) {
        const ScalingInput input{.zones = zones, .bounds = bounds, .base = base};
        return interruptible([&] {
          return learn_scaling(indicators, directions_of(directions),
                               methods_of(method.normalization, columns, indicators.cols()), input);
        });
      },
      "indicators"_a, "directions"_a, "method"_a, "columns"_a, "bounds"_a, "zones"_a, "base"_a,
      "What a normalization learns of each column: a Scaling.");
  m.def(
      "composite",
      [](const MatrixRef& indicators, const VectorRef& weights,
         const std::vector<std::string>& directions, const Method& method) {
        const std::vector<Direction> ways = directions_of(directions);
        const Composite c =
            interruptible([&] { return composite(indicators, weights, ways, method); });
        return std::tuple(c.scores, c.ranks, c.left_out);
      },
      "indicators"_a, "weights"_a, "directions"_a, "method"_a,
      "Indicators to an overall score and rank in one call, with what was left out.");
  m.def(
      "check_zones",
      [](const std::vector<std::string>& zones, const std::vector<std::string>& known) {
        for (const std::string& zone : zones) {
          if (std::find(known.begin(), known.end(), zone) == known.end())
            fail(Code::unknown_zone, "", zone, {suggestion(zone, known)});
        }
      },
      "zones"_a, "known"_a, "Raises unknown-zone with the nearest name.");
  m.def(
      "score_scale",
      [](const Method& method) {
        if (const auto range = score_range(method.normalization))
          return shortest(range->first) + " to " + shortest(range->second);
        return std::visit([](const auto& own) { return word_of(own); }, method.normalization);
      },
      "method"_a, "The range of a normalization's scores; its name where it has none.");
  m.def(
      "rank_scores",
      [](const VectorRef& scores, const Method& method) {
        return interruptible([&] { return rank_scores(scores, method.ties); });
      },
      "scores"_a, "method"_a,
      "Ranks of scores; the greatest is 1, equal scores share the better rank, NaN has none.");
}

}  // namespace

void bind_score(py::module_& m) {
  bind_scaling(m);
  bind_stages(m);

  py::class_<IndicatorTable>(
      m, "IndicatorTable", "Second-level indicators of zones, n_zones x n_indicators, NaN missing.")
      .def_readonly("year", &IndicatorTable::year, "The data year.")
      .def_readonly("zones", &IndicatorTable::zones, "Names of the rows.")
      .def_readonly("values", &IndicatorTable::values,
                    "zones x indicators, each in its own unit; NaN is missing.")
      .def(
          "why",
          [](const IndicatorTable& t, Index zone, Index indicator, const std::string& lang) {
            return std::string(
                why_text(t.reason(zone, indicator), lang == "zh" ? Lang::zh : Lang::en));
          },
          "zone"_a, "indicator"_a, "lang"_a = "en");

  py::class_<Alternative>(m, "Alternative",
                          "The overall ranking under another reading of the data.")
      .def_readonly("id", &Alternative::id, "percentile_bounds, gaps_0 or gaps_1.")
      .def_readonly("overall", &Alternative::overall, "Overall scores of the zones.")
      .def_readonly("ranks", &Alternative::ranks, "Overall ranks of the zones.");

  py::class_<Ranking>(
      m, "Ranking",
      "Scores (0..100, more is better) and ranks (1 is the best) of all zones in one year.")
      .def_readonly("year", &Ranking::year, "The data year.")
      .def_readonly("evaluation_year", &Ranking::evaluation_year,
                    "The year of the evaluation, where the system says it.")
      .def_readonly("zones", &Ranking::zones, "Names of the rows.")
      .def_readonly("indicators", &Ranking::indicators, "Values of the indicators.")
      .def_readonly("scores", &Ranking::scores, "zones x indicators [points].")
      .def_readonly("group_scores", &Ranking::group_scores,
                    "zones x groups [points]; the first column is overall.")
      .def_readonly("group_ranks", &Ranking::group_ranks, "zones x groups; 1 is best.")
      .def("indicator_ranks", &Ranking::indicator_ranks)
      .def_readonly("left_out", &Ranking::left_out, "Of each indicator: left out for all zones.")
      .def(
          "left_out_why",
          [](const Ranking& r, const std::string& lang) {
            std::vector<std::string> texts;
            for (const Argument& why : r.left_out_why)
              texts.push_back(why.text(lang == "zh" ? Lang::zh : Lang::en));
            return texts;
          },
          "lang"_a = "en",
          "Of each indicator why it is left out for all zones; \"\" where it counts.")
      .def_readonly("weights", &Ranking::weights, "Each indicator's share in the overall score.")
      .def_readonly("weight_left_out", &Ranking::weight_left_out,
                    "Share of the system's weight that is left out.")
      .def_property_readonly(
          "method", [](const Ranking& r) { return Method(r.method); }, "The method that holds.")
      .def_readonly("n_missing", &Ranking::n_missing, "Indicators without a value, of each zone.")
      .def_readonly("assumed_weight", &Ranking::assumed_weight,
                    "Share of the present weight whose name or formula is assumed.")
      .def_readonly("n_settled", &Ranking::n_settled, "Scores whose ranks exact figures decided.")
      .def_readonly("alternatives", &Ranking::alternatives,
                    "Ranks under other readings of the data.")
      .def_readonly("scaling", &Ranking::scaling, "How values became scores.")
      .def_property_readonly(
          "imputed",
          [](const Ranking& r) {
            std::vector<std::tuple<Index, Index, double, std::string>> list;
            for (const ImputedValue& v : r.imputed) {
              list.emplace_back(v.row, v.column, v.value, v.method);
            }
            return list;
          },
          "(zone, indicator, value, method) of each filled value.")
      .def_property_readonly(
          "treated", [](const Ranking& r) { return list_of(r.treated.changes); },
          "(zone, indicator, before, after, how) of each value that was moved.")
      .def_property_readonly(
          "values", [](const Ranking& r) { return r.treated.values; },
          "zones x indicators, filled and treated, as they are scored.")
      .def_property_readonly(
          "notices", [](const Ranking& r) { return r.problems.notices(); },
          "What was skipped, converted or left out.")
      .def(
          "method_text",
          [](const Ranking& r, const std::string& lang) {
            return method_text(r.method, lang == "zh" ? Lang::zh : Lang::en);
          },
          "lang"_a = "en")
      .def("zone", &Ranking::zone, "name"_a);

  m.def(
      "indicators",
      [](const Raw& raw, const System& system, int year) {
        return interruptible([&] {
          Problems problems;
          IndicatorTable table = compute_indicators(raw.table, system, year, problems);
          return std::pair(std::move(table), problems.notices());
        });
      },
      "raw"_a, "system"_a, "year"_a = 0,
      "The second-level indicators of one year, in their own units.");

  m.def(
      "rank",
      [](const Raw& raw, const System& system, int year, const Settings& settings,
         const BoundsById& bounds, const std::optional<Scaling>& scaling,
         const std::map<std::string, std::string>& zone_groups, int common) {
        return interruptible([&] {
          const RankOptions options =
              rank_options(system, year, settings, bounds, scaling, zone_groups, common);
          return rank(raw.table, system, options);
        });
      },
      "raw"_a, "system"_a, "year"_a, "settings"_a, "bounds"_a, "scaling"_a = py::none(),
      "zone_groups"_a = std::map<std::string, std::string>{}, "common"_a = 0,
      "Raw statistics to ranks: a Ranking of one year.");
  m.def("check_ranked", &check_ranked, "ranking"_a, "system"_a,
        "Raise zonerank.Error (nothing-to-rank) where no zone has an overall score.");
}
