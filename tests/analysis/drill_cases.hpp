#pragma once
// Made-up enterprises of some zones, with every kind of roll-up, and the same without some rows.

#include <memory>
#include <string>
#include <vector>

#include "analysis/place_cases.hpp"
#include "rollup/sound_rows.hpp"
#include "support/tables.hpp"
#include "zonerank/rollup/rollup.hpp"
#include "zonerank/rollup/row_sums.hpp"

namespace zonerank::testing {

inline const System& system_of_enterprises() {
  static const System system = [] {
    std::string toml = "[system]\nid = \"e\"\n";
    const auto field = [&](const std::string& name, const std::string& number,
                           const std::string& unit, const std::string& more) {
      toml += "[[field]]\nname = \"" + name + "\"\nnumber = \"" + number + "\"\n" +
              (unit.empty() ? "" : "unit = \"" + unit + "\"\n") + more + "\n";
    };
    const std::string enterprise = "level = \"enterprise\"";
    field("revenue", "decimal(2)", "kCNY", enterprise);
    field("profit", "decimal(2)", "kCNY", enterprise);
    field("wages", "decimal(2)", "kCNY", enterprise);
    field("staff", "count", "person", enterprise);
    field("is_hightech", "flag", "", enterprise);
    field("listed", "year", "", enterprise);
    field("industry", "code", "", enterprise);
    field("value_added", "decimal(2)", "kCNY", enterprise + "\nformula = \"profit + wages\"");
    field("land", "real", "km2", "");
    field("enterprises", "count", "count", "rollup = \"count()\"");
    field("hightech", "count", "count", "rollup = \"count(is_hightech)\"");
    field("hightech_revenue", "decimal(2)", "kCNY", "rollup = \"sum(revenue, is_hightech)\"");
    field("large", "count", "count", "rollup = \"count(revenue > 500 kCNY and staff > 0)\"");
    field("young_staff", "count", "person", "rollup = \"sum(staff, listed < year)\"");
    field("makers", "decimal(2)", "kCNY",
          "rollup = \"sum(profit + wages, section(industry) in {C, I})\"");
    field("most", "decimal(2)", "kCNY", "rollup = \"max(revenue)\"");
    field("fewest", "count", "person", "rollup = \"min(staff, is_hightech)\"");
    const auto indicator = [&](const std::string& id, const std::string& group,
                               const std::string& unit, const std::string& formula,
                               const std::string& more = "") {
      toml += "[[indicator]]\nid = \"" + id + "\"\ngroup = \"" + group + "\"\nunit = \"" + unit +
              "\"\nformula = \"" + formula + "\"\n" + more + "\n";
    };
    for (const char* group : {"size", "kind", "growing"})
      toml += std::string("[[group]]\nid = \"") + group + "\"\nweight = 0.3\n";
    indicator("per_land", "size", "kCNY/km2", "revenue / land");
    indicator("per_head", "size", "kCNY/person", "value_added / staff");
    indicator("heads", "size", "person", "staff");
    indicator("share", "kind", "%", "hightech_revenue / revenue", "when_empty = 0");
    indicator("young", "kind", "%", "young_staff / staff");
    indicator("of_large", "kind", "%", "large / enterprises");
    indicator("made", "kind", "%", "makers / value_added", "direction = \"-\"");
    indicator("biggest", "kind", "%", "most / revenue", "direction = \"-\"");
    indicator("least", "kind", "person", "fewest");
    indicator("growth_of_revenue", "growing", "%", "growth(revenue)");
    indicator("more_staff", "growing", "person", "increase(staff)");
    return parse_system(toml, "e.toml");
  }();
  return system;
}

struct EnterpriseShape {
  int zones = 8;
  int enterprises = 12;  ///< about so many in a zone
  bool gaps = true;
  bool movers = true;
  double outlier = 0.1;  ///< share of enterprises that are 100 times as large
};

inline std::vector<Source> enterprise_files(std::uint32_t seed, const EnterpriseShape& shape) {
  Dice dice(seed);
  std::string rows =
      "zone,year,enterprise,revenue,profit,wages,staff,is_hightech,listed,industry\n";
  std::string zones = "zone,year,land\n";
  const auto cell = [&](double chance, const std::string& text) {
    return shape.gaps && dice.chance(chance) ? std::string() : text;
  };
  const auto amount = [&](double most) {
    return std::to_string(dice.from(0, static_cast<Index>(most))) + "." +
           std::to_string(dice.from(10, 99));
  };
  const auto zone_name = [](int z) { return "zone" + std::to_string(10 + z); };
  for (int z = 0; z < shape.zones; ++z) {
    for (const int year : {2019, 2020})
      zones += zone_name(z) + "," + std::to_string(year) + "," + amount(90) + "\n";
    const Index n = z == 0 ? 1 : dice.from(shape.enterprises / 2, 2 * shape.enterprises);
    for (Index e = 0; e < n; ++e) {
      const double size = dice.chance(shape.outlier) ? 100.0 : 1.0;
      const std::string name = "e" + std::to_string(z) + "_" + std::to_string(e);
      const bool moves = shape.movers && dice.chance(0.05);
      for (const int year : {2019, 2020}) {
        if (dice.chance(0.1)) continue;  // founded, or closed
        const int at = moves && year == 2019 ? (z + 1) % shape.zones : z;
        rows += zone_name(at) + "," + std::to_string(year) + "," + name + "," +
                cell(0.1, amount(900.0 * size)) + "," +
                cell(0.2, (dice.chance(0.3) ? "-" : "") + amount(90.0 * size)) + "," +
                cell(0.2, amount(200.0 * size)) + "," +
                cell(0.1, std::to_string(dice.from(0, static_cast<Index>(50.0 * size)))) + "," +
                cell(0.1, dice.chance(0.4) ? "1" : "0") + "," +
                cell(0.3, std::to_string(dice.from(2016, 2020))) + "," +
                cell(0.1, dice.chance(0.5)   ? "C3911"
                          : dice.chance(0.5) ? "I6510"
                                             : "F51") +
                "\n";
      }
    }
  }
  return sources({{"enterprises.csv", rows}, {"zones.csv", zones}});
}

inline Raw read_enterprises(std::uint32_t seed, const EnterpriseShape& shape = {}) {
  ReadOptions options;
  options.keep_enterprises = true;
  return read(enterprise_files(seed, shape), system_of_enterprises(), options);
}

/// The rows whose enterprise is not that one.
inline RowTable rows_without(const RowTable& rows, std::string_view enterprise) {
  std::vector<bool> keep(rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r) keep[r] = rows.enterprises[r] != enterprise;
  return detail::select_rows(rows, keep);
}

/// The zones' own figures, with the sums of other rows.
inline ZoneTable added_up(const ZoneTable& zones, const RowTable& rows, const System& system) {
  Problems problems;
  RollupOptions options;
  options.wanted = system.needed_fields();
  options.threads = 1;
  const ZoneTable rolled = roll_up(rows, system, options, problems);
  return add_up(zones, rolled, system, Prefer::neither, problems);
}

/// The zones' own figures alone.
inline ZoneTable own_figures(std::uint32_t seed, const EnterpriseShape& shape = {}) {
  return read_rows(enterprise_files(seed, shape), system_of_enterprises()).zones;
}

}  // namespace zonerank::testing
