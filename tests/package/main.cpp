// A program that links the installed library: the index of 2015 from its five sub-indices, a whole
// ranking, and matrices of every size that are made on one side of the border and end on the other.
#include <cmath>
#include <iostream>
#include <zonerank/zonerank.hpp>

double sum_of_product(const Eigen::MatrixXd& a);
bool has_own_registers();

namespace {

/// Matrices that another file of the program, without zonerank, makes and frees.
bool matrices_of_another_file() {
  bool same = has_own_registers();
  for (zonerank::Index n = 1; n < 30; ++n) {
    const zonerank::Matrix ones = zonerank::Matrix::Ones(n, 3);
    same = same && sum_of_product(ones) == 3.0 * static_cast<double>(n * n - n);
  }
  return same;
}

bool index_of_2015() {
  zonerank::Matrix sub_indices(1, 5);
  sub_indices << 162.6, 298.8, 124.3, 259.5, 126.4;
  zonerank::Vector weights(5);
  weights << 20, 20, 25, 10, 25;
  const double total = zonerank::aggregate(sub_indices, weights)[0];
  std::cout << total << '\n';
  return std::abs(total - 180.905) < 1e-9;
}

bool matrices_of_every_size() {
  bool same = true;
  for (zonerank::Index rows = 1; rows < 40; ++rows) {
    for (zonerank::Index columns = 2; columns < 9; ++columns) {
      zonerank::Matrix x(rows, columns);
      for (zonerank::Index k = 0; k < x.size(); ++k) x.data()[k] = static_cast<double>(k % 17);
      const std::vector<zonerank::Direction> ways(static_cast<std::size_t>(columns));
      zonerank::Matrix scores = zonerank::normalize(x, ways, zonerank::MinMax{});
      scores = scores.array().isNaN().select(0.0, scores);  // made there, filled and freed here
      zonerank::Vector weights = zonerank::Vector::Ones(columns);
      zonerank::Vector overall = zonerank::aggregate(scores, weights);
      overall.conservativeResize(rows + 3);
      same = same && overall.size() == rows + 3;
    }
  }
  return same;
}

bool whole_ranking() {
  const zonerank::System system = zonerank::parse_system(
      "[system]\nid = \"s\"\n[[field]]\nname = \"f\"\nunit = \"CNY\"\n[[indicator]]\nid = \"i\"\n"
      "unit = \"CNY\"\nformula = \"f\"\n[method]\nlower = 40\n",
      "s.toml");
  zonerank::ZoneTable table = zonerank::empty_table({{"a", 2020}, {"b", 2020}, {"c", 2020}}, 1);
  table.columns[0].reals = {1, 2, 3};
  table.columns[0].valid = {1, 1, 1};
  const zonerank::Ranking ranking = zonerank::rank(table, system, {.year = 2020});
  const zonerank::Vector overall = ranking.group_scores.col(0);
  std::cout << overall.transpose() << '\n';
  return overall == (zonerank::Vector(3) << 40, 70, 100).finished();  // by the system's own method
}

bool errors_are_caught() {
  try {
    zonerank::aggregate(zonerank::Matrix::Ones(2, 2), zonerank::Vector::Ones(3));
  } catch (const zonerank::Error& error) {
    return std::string(error.what()).find("weights") != std::string::npos;
  }
  return false;
}

}  // namespace

int main() {
  const bool right = matrices_of_another_file() && index_of_2015() && matrices_of_every_size() &&
                     whole_ranking() && errors_are_caught();
  return right ? 0 : 1;
}
