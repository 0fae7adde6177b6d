// With include paths of Eigen and Boost alone: entropy weights of a matrix, and zones of a system
// that is put together in C++ from columns in memory, ranked; by methods of the program's own too.
#include <algorithm>
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

/// The same zones under a normalization and an aggregation of the program's own.
bool methods_of_its_own() {
  using namespace zonerank;
  const CustomNormalization root_of_share{
      .label = "root of the share",
      .fit =
          [](std::span<const double> x) {
            return std::vector<double>{*std::max_element(x.begin(), x.end())};
          },
      .apply =
          [](std::span<const double> x, std::span<const double> parameters) {
            std::vector<double> scores;
            for (const double value : x) scores.push_back(100 * std::sqrt(value / parameters[0]));
            return scores;
          }};
  const CustomAggregation product = CustomAggregation::by_zone(
      "product", [](std::span<const double> scores, std::span<const double>) {
        double result = 1.0;
        for (const double score : scores) result *= score / 100;
        return 100 * result;
      });
  register_method(product);
  const System system = SystemBuilder("density")
                            .field({.name = "patents", .unit = "item"})
                            .field({.name = "staff", .unit = "person"})
                            .indicator({.id = "patents", .unit = "item", .formula = "patents"})
                            .indicator({.id = "staff", .unit = "person", .formula = "staff"})
                            .build();
  ZoneTable table = empty_table({{"a", 2020}, {"b", 2020}}, system.fields.size());
  table.columns[0].reals = {100, 25};
  table.columns[1].reals = {360, 1000};
  for (FigureColumn& column : {std::ref(table.columns[0]), std::ref(table.columns[1])})
    column.valid = {1, 1};
  const std::vector<Setting> by_name = {
      {.key = "aggregation", .text = "product", .number = {}, .place = {}}};
  Method method = read_method(system, by_name);
  method.normalization = root_of_share;
  const Ranking ranking = rank(table, system, {.method = method});
  // Roots of the shares of the greatest: 1 and 0.6, 0.5 and 1.
  return (ranking.group_scores.col(0) - Vector{{60, 50}}).cwiseAbs().maxCoeff() < 1e-12 &&
         method_text(ranking.method) == "root of the share, given weights, product";
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
  const bool right =
      entropy_weights() && zones_of_a_system() && methods_of_its_own() && errors_name_the_part();
  std::cout << (right ? "right" : "wrong") << '\n';
  return right ? 0 : 1;
}
