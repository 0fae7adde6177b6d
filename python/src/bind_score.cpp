#include "bind.hpp"
#include "zonerank/data/read.hpp"
#include "zonerank/score/pipeline.hpp"

using namespace zonerank;
using namespace pybind11::literals;

namespace {

using Settings = std::vector<std::tuple<std::string, std::variant<double, std::string>>>;

std::vector<Setting> settings_of(const Settings& given) {
  std::vector<Setting> settings;
  for (const auto& [key, value] : given) {
    Setting setting;
    setting.key = key;
    setting.place = key;
    if (const auto* number = std::get_if<double>(&value))
      setting.number = *number;
    else
      setting.text = std::get<std::string>(value);
    settings.push_back(std::move(setting));
  }
  return settings;
}

Method method_of(const Settings& given) { return read_method(System{}, settings_of(given)); }

std::vector<Direction> directions_of(const std::vector<std::string>& texts) {
  std::vector<Direction> directions;
  for (const std::string& text : texts) {
    if (text != "+" && text != "-") fail(Code::unknown_value, "directions", text, {"write + or -"});
    directions.push_back(text == "+" ? Direction::more_is_better : Direction::less_is_better);
  }
  return directions;
}

void bind_stages(py::module_& m) {
  m.def(
      "normalize",
      [](const MatrixRef& indicators, const std::vector<std::string>& directions,
         const std::optional<Vector>& lower, const std::optional<Vector>& upper,
         const Settings& settings) {
        const Method method = method_of(settings);
        Bounds bounds = learn_bounds(indicators, method.normalization);
        if (lower) bounds.lower = *lower;
        if (upper) bounds.upper = *upper;
        const Matrix scores =
            normalize(indicators, directions_of(directions), bounds, method.normalization);
        return std::tuple(scores, bounds.lower, bounds.upper);
      },
      "indicators"_a, "directions"_a, "lower"_a, "upper"_a, "settings"_a);
  m.def(
      "aggregate",
      [](const MatrixRef& scores, const VectorRef& weights, const Settings& settings) {
        const Method method = method_of(settings);
        return aggregate(scores, weights, method.aggregation, method.min_available);
      },
      "scores"_a, "weights"_a, "settings"_a);
  m.def(
      "rank_scores",
      [](const VectorRef& scores, const Settings& settings) {
        return rank_scores(scores, method_of(settings).ties);
      },
      "scores"_a, "settings"_a);
  m.def("equal_weights", &equal_weights, "n"_a);
  m.def("given_weights", &given_weights, "weights"_a);
}

}  // namespace

void bind_score(py::module_& m) {
  bind_stages(m);

  py::class_<IndicatorTable>(m, "IndicatorTable")
      .def_readonly("year", &IndicatorTable::year)
      .def_readonly("zones", &IndicatorTable::zones)
      .def_readonly("values", &IndicatorTable::values)
      .def(
          "why",
          [](const IndicatorTable& t, Index zone, Index indicator, const std::string& lang) {
            return std::string(
                why_text(t.reason(zone, indicator), lang == "zh" ? Lang::zh : Lang::en));
          },
          "zone"_a, "indicator"_a, "lang"_a = "en");

  py::class_<Alternative>(m, "Alternative")
      .def_readonly("id", &Alternative::id)
      .def_readonly("overall", &Alternative::overall)
      .def_readonly("ranks", &Alternative::ranks);

  py::class_<Ranking>(m, "Ranking")
      .def_readonly("year", &Ranking::year)
      .def_readonly("evaluation_year", &Ranking::evaluation_year)
      .def_readonly("zones", &Ranking::zones)
      .def_readonly("indicators", &Ranking::indicators)
      .def_readonly("scores", &Ranking::scores)
      .def_readonly("group_scores", &Ranking::group_scores)
      .def_readonly("group_ranks", &Ranking::group_ranks)
      .def("indicator_ranks", &Ranking::indicator_ranks)
      .def_readonly("left_out", &Ranking::left_out)
      .def_readonly("left_out_why", &Ranking::left_out_why)
      .def_readonly("weights", &Ranking::weights)
      .def_readonly("weight_left_out", &Ranking::weight_left_out)
      .def_readonly("n_missing", &Ranking::n_missing)
      .def_readonly("assumed_weight", &Ranking::assumed_weight)
      .def_readonly("alternatives", &Ranking::alternatives)
      .def_property_readonly("lower_bounds", [](const Ranking& r) { return r.bounds.lower; })
      .def_property_readonly("upper_bounds", [](const Ranking& r) { return r.bounds.upper; })
      .def_property_readonly("given_bounds", [](const Ranking& r) { return r.bounds.given; })
      .def_property_readonly("notices", [](const Ranking& r) { return r.problems.notices(); })
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
        Problems problems;
        IndicatorTable table = compute_indicators(raw.table, system, year, problems);
        return std::pair(std::move(table), problems.notices());
      },
      "raw"_a, "system"_a, "year"_a = 0, py::call_guard<py::gil_scoped_release>());

  m.def(
      "rank",
      [](const Raw& raw, const System& system, int year, const Settings& settings,
         const BoundsById& bounds) {
        const py::gil_scoped_release release;
        RankOptions options;
        options.year = year;
        options.method = read_method(system, settings_of(settings));
        options.bounds = bounds;
        return rank(raw.table, system, options);
      },
      "raw"_a, "system"_a, "year"_a, "settings"_a, "bounds"_a);
}
