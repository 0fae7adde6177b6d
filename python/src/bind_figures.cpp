#include "method_settings.hpp"
#include "zonerank/analysis/derivatives.hpp"
#include "zonerank/read/read.hpp"

using namespace zonerank;
using namespace binding;
using namespace pybind11::literals;

namespace {

/// Columns of slopes: figures x `name`_left, `name`_right.
template <class SlopeOf>
void add_slopes(py::dict& columns, const std::string& name, std::size_t n, const SlopeOf& of) {
  Vector left(static_cast<Index>(n)), right(static_cast<Index>(n));
  for (std::size_t k = 0; k < n; ++k) {
    left[static_cast<Index>(k)] = of(k).left;
    right[static_cast<Index>(k)] = of(k).right;
  }
  columns[py::str(name + "_left")] = left;
  columns[py::str(name + "_right")] = right;
}

py::dict derivatives_dict(const Derivatives& found, const System& system) {
  py::dict result("zone"_a = found.zone, "ahead"_a = found.ahead, "margin"_a = found.margin);
  py::list fields, years, comparable, figures, points, places, not_followed;
  for (const FigureDerivative& by : found.figures) {
    fields.append(by.field);
    years.append(by.year);
    comparable.append(by.comparable);
    figures.append(by.figure);
    points.append(by.percent_points);
    places.append(by.percent_places);
    not_followed.append(by.not_followed);
  }
  const auto& all = found.figures;
  py::dict slopes, groups;
  add_slopes(slopes, "overall", all.size(), [&](std::size_t k) { return all[k].overall; });
  add_slopes(slopes, "margin", all.size(), [&](std::size_t k) { return all[k].margin; });
  for (std::size_t g = 0; g < system.groups.size(); ++g)
    add_slopes(groups, system.groups[g].id, all.size(),
               [&](std::size_t k) { return all[k].groups[g]; });
  result["figures"] = py::dict("field"_a = fields, "year"_a = years, "comparable"_a = comparable,
                               "figure"_a = figures, "percent_points"_a = points,
                               "percent_places"_a = places, "not_followed"_a = not_followed);
  result["slopes"] = slopes;
  result["groups"] = groups;
  return result;
}

}  // namespace

void bind_figures(py::module_& m) {
  m.def(
      "derivatives",
      [](const Raw& raw, const System& system, int year, const Settings& settings,
         const BoundsById& bounds, const std::optional<Scaling>& scaling,
         const std::map<std::string, std::string>& zone_groups, int common,
         const std::string& zone) {
        return derivatives_dict(interruptible([&] {
                                  const RankOptions options = rank_options(
                                      system, year, settings, bounds, scaling, zone_groups, common);
                                  return derivatives(raw.table, system, options, zone);
                                }),
                                system);
      },
      "raw"_a, "system"_a, "year"_a, "settings"_a, "bounds"_a, "scaling"_a, "zone_groups"_a,
      "common"_a, "zone"_a,
      R"(Derivatives of a zone's scores by its raw figures: a dict of dicts of columns, a row a figure.

Slopes are in points per unit of the field, left and right of today's figure; NaN where the score
jumps or the figure is not followed.

Raises
------
zonerank.Error
    unknown-zone; bad-option for an aggregation that compares zones.
)");
}
