// With include paths of Eigen and Boost alone: entropy weights of a matrix, and zones of a system
// that is put together in C++ from columns in memory, ranked.
#include <cmath>
#include <iostream>
#include <zonerank/ranking.hpp>

zonerank::Vector weights_elsewhere(
    const zonerank::Matrix& scores);  // in another file of the program

namespace {

bool entropy_weights() {
  zonerank::Matrix scores(3, 2);
  scores << 10, 40, 20, 60, 90, 50;
  const zonerank::Vector weights = zonerank::weigh(zonerank::Entropy{}, scores, {});
  // By hand: shares p of each column, e = -sum p ln p / ln 3, weights as shares of 1 - e.
  const auto divergence = [](double a, double b, double c) {
    const double sum = a + b + c;
    const auto term = [sum](double x) { return x / sum * std::log(x / sum); };
    return 1.0 + (term(a) + term(b) + term(c)) / std::log(3.0);
  };
  const double first = divergence(10, 20, 90);
  const double second = divergence(40, 60, 50);
  return std::abs(weights[0] - first / (first + second)) < 1e-12 &&
         weights == weights_elsewhere(scores);
}

bool zones_of_a_system() {
  using namespace zonerank;
  const System system =
      SystemBuilder("density")
          .field({.name = "patents", .unit = "item"})
          .field({.name = "staff", .unit = "person"})
          .group({.id = "output", .weight = 3.0})
          .group({.id = "size", .weight = 1.0})
          .indicator({.id = "per_head",
                      .group = "output",
                      .unit = "item / 10k person",
                      .formula = "patents / staff"})
          .indicator({.id = "staffing", .group = "size", .unit = "person", .formula = "staff"})
          .build();
  ZoneTable table = empty_table({{"a", 2020}, {"b", 2020}, {"c", 2020}}, system.fields.size());
  table.columns[0].reals = {12, 30, 9};
  table.columns[1].reals = {800, 1000, 900};
  for (FigureColumn& column : {std::ref(table.columns[0]), std::ref(table.columns[1])})
    column.valid = {1, 1, 1};
  const Ranking ranking = rank(table, system, {.year = 2020});
  // 150, 300, 100 items per 10 000 persons: scores 25, 100, 0; staff 0, 100, 50; weights 3 : 1.
  return ranking.group_scores.col(0) == (Vector(3) << 18.75, 100, 12.5).finished() &&
         ranking.group_ranks.col(0) == (Vector(3) << 2, 1, 3).finished();
}

bool errors_name_the_part() {
  try {
    static_cast<void>(zonerank::SystemBuilder("s")
                          .indicator({.id = "x", .unit = "item", .formula = "y"})
                          .build());
  } catch (const zonerank::Error& error) {
    return std::string(error.what()).find("indicator x, formula") != std::string::npos;
  }
  return false;
}

}  // namespace

int main() {
  const bool right = entropy_weights() && zones_of_a_system() && errors_name_the_part();
  std::cout << (right ? "right" : "wrong") << '\n';
  return right ? 0 : 1;
}
