#pragma once
// An independent roll-up: one row at a time, three-valued logic written out, 128-bit sums.

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>

#include "support/tables.hpp"

namespace zonerank::testing {

/// The random rows of enterprises as the test drew them, fields by name.
struct NaiveRow {
  std::string zone;
  int year = 0;
  std::map<std::string, std::optional<std::int64_t>> cells;  ///< digits at the field's decimals
  std::optional<std::string> industry;
};

enum class Three { no, yes, unknown };

class NaiveRollup {
 public:
  NaiveRollup(const System& system, std::vector<NaiveRow> rows)
      : system_(system), rows_(std::move(rows)) {}

  /// Digits of the zone's figure, or nothing where it is missing.
  std::optional<Int128> figure(const std::string& zone, int year, const Field& field) const {
    Int128 sum = 0;
    std::int64_t selected = 0;
    std::int64_t cells = 0;
    std::optional<Int128> extreme;
    const Op op = field.rollup ? field.rollup->node(field.rollup->formula.root()).op : Op::sum;
    for (const NaiveRow& row : rows_) {
      if (row.zone != zone || row.year != year) continue;
      if (!field.rollup) {
        ++selected;
        if (const auto x = cell(row, field.name)) sum += *x, ++cells;
        continue;
      }
      const BoundFormula& rule = *field.rollup;
      const Node& root = rule.node(rule.formula.root());
      const int condition = op == Op::count ? root.left : root.right;
      if (condition >= 0 && truth(rule, condition, row) != Three::yes) continue;
      ++selected;
      if (op == Op::count) continue;
      add(rule, root.left, row, 1, sum, cells);
      const auto x = op == Op::sum ? std::nullopt : cell(row, rule.node(root.left).text);
      if (x && (!extreme || (op == Op::min ? *x < *extreme : *x > *extreme))) extreme = *x;
    }
    if (op == Op::count) return Int128{selected};
    if (op != Op::sum) return extreme;
    if (cells == 0 && selected > 0) return std::nullopt;
    return sum;
  }

  std::int64_t unknown(const BoundFormula& rule, int condition) const {
    return std::count_if(rows_.begin(), rows_.end(), [&](const NaiveRow& row) {
      return truth(rule, condition, row) == Three::unknown;
    });
  }

 private:
  /// A cell, or the derived figure: blank only if every part is.
  std::optional<Int128> cell(const NaiveRow& row, const std::string& name) const {
    const auto parts = [&](std::initializer_list<std::pair<int, const char*>> list) {
      std::optional<Int128> sum;
      for (const auto& [sign, part] : list) {
        if (const auto x = cell(row, part)) sum = sum.value_or(0) + sign * *x;
      }
      return sum;
    };
    if (name == "value_added" && !row.cells.contains(name)) {
      return parts({{1, "taxes_surcharges"},
                    {-1, "fair_value_gain"},
                    {-1, "investment_income"},
                    {1, "operating_profit"},
                    {1, "vat_payable"},
                    {1, "payroll"},
                    {1, "depreciation"}});
    }
    if (name == "foreign_invention_patents_granted" && !row.cells.contains(name)) {
      return parts({{1, "invention_patents_granted"}, {-1, "domestic_invention_patents_granted"}});
    }
    const auto found = row.cells.find(name);
    if (found == row.cells.end() || !found->second) return std::nullopt;
    return Int128{*found->second};
  }

  void add(const BoundFormula& rule, int index, const NaiveRow& row, int sign, Int128& sum,
           std::int64_t& cells) const {
    const Node& node = rule.node(index);
    if (node.op == Op::add || node.op == Op::subtract) {
      add(rule, node.left, row, sign, sum, cells);
      add(rule, node.right, row, node.op == Op::add ? sign : -sign, sum, cells);
    } else if (node.op == Op::field) {
      if (const auto x = cell(row, node.text)) sum += sign * *x, ++cells;
    } else {
      throw std::logic_error("the naive roll-up does not know " + rule.formula.text(index));
    }
  }

  static Three of(bool value) { return value ? Three::yes : Three::no; }

  /// An amount in millionths of CNY, of tce, of a person...
  std::optional<Int128> amount(const BoundFormula& rule, int index, const NaiveRow& row) const {
    const Node& node = rule.node(index);
    if (node.op == Op::multiply) {
      const auto right = amount(rule, node.right, row);
      if (!right) return std::nullopt;
      return static_cast<int>(rule.node(node.left).number) * *right;
    }
    if (node.op == Op::number) return static_cast<Int128>(node.number) * 1'000'000;
    const auto x = cell(row, node.text);
    if (!x) return std::nullopt;
    const Field& field = system_.fields[static_cast<std::size_t>(system_.field(node.text))];
    Int128 factor = field.unit.text == "kCNY" ? 1'000'000'000 : 1'000'000;
    for (int p = 0; p < field.places; ++p) factor /= 10;
    return *x * factor;
  }

  Three truth(const BoundFormula& rule, int index, const NaiveRow& row) const {
    const Node& node = rule.node(index);
    if (node.op == Op::logical_and || node.op == Op::logical_or) {
      const Three a = truth(rule, node.left, row);
      const Three b = truth(rule, node.right, row);
      const Three decisive = node.op == Op::logical_and ? Three::no : Three::yes;
      if (a == decisive || b == decisive) return decisive;
      if (a == Three::unknown || b == Three::unknown) return Three::unknown;
      return a;
    }
    if (node.op == Op::logical_not) {
      const Three a = truth(rule, node.left, row);
      return a == Three::unknown ? a : of(a == Three::no);
    }
    if (node.op == Op::field) {
      const auto x = cell(row, node.text);
      return x ? of(*x != 0) : Three::unknown;
    }
    if (node.op == Op::missing_value) return of(!cell(row, rule.node(node.left).text));
    if (node.op == Op::in_set) {
      if (!row.industry) return Three::unknown;
      const std::string& code = *row.industry;  // the sections B, C, D, as divisions 6 to 46
      const std::string digits = code.substr(code[0] >= 'A' ? 1 : 0);
      if (digits.size() < 2 || digits.find_first_not_of("0123456789") != digits.npos)
        return Three::unknown;
      const int division = std::stoi(digits.substr(0, 2));
      if (division < 1 || division > 97) return Three::unknown;
      return of(division >= 6 && division <= 46);
    }
    if (rule.node(node.right).op == Op::year) {
      const auto x = cell(row, rule.node(node.left).text);
      return x ? of(*x == row.year) : Three::unknown;
    }
    const auto a = amount(rule, node.left, row);
    const auto b = amount(rule, node.right, row);
    if (!a || !b) return Three::unknown;
    if (node.op == Op::greater) return of(*a > *b);
    if (node.op == Op::greater_equal) return of(*a >= *b);
    if (node.op == Op::equal) return of(*a == *b);
    throw std::logic_error("the naive roll-up does not know " + rule.formula.text(index));
  }

  const System& system_;
  std::vector<NaiveRow> rows_;
};

}  // namespace zonerank::testing
