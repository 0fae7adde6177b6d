// Ranks figures by a system file and prints every score and rank with all its bits: built once with
// the compiled library and once of headers alone, it must print the same.
#include <fstream>
#include <iostream>
#include <sstream>
#include <zonerank/analysis.hpp>
#include <zonerank/core.hpp>
#include <zonerank/system_files.hpp>

namespace {

using namespace zonerank;

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == ',')
      cells.emplace_back();
    else if (c != '\r')
      cells.back() += c;
  }
  return cells;
}

/// The figures that zonerank::to_csv writes.
ZoneTable read(const std::string& path, const System& system) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> names = cells_of(line);
  std::vector<std::vector<std::string>> lines;
  while (std::getline(file, line)) lines.push_back(cells_of(line));
  std::vector<ZoneYear> rows;
  for (const auto& cells : lines) rows.push_back({cells[0], std::stoi(cells[1])});
  ZoneTable table = empty_table(rows, system.fields.size());
  for (std::size_t c = 2; c < names.size(); ++c) {
    const bool previous = names[c].ends_with("@previous");
    const int at = system.field(names[c].substr(0, names[c].find('@')));
    if (at < 0) continue;
    const Field& field = system.fields[static_cast<std::size_t>(at)];
    FigureColumn& column =
        (previous ? table.previous : table.columns)[static_cast<std::size_t>(at)];
    for (const auto& cells : lines) {
      const std::string& cell = cells[c];
      column.valid.push_back(cell.empty() ? 0 : 1);
      if (!field.is_exact()) {
        column.reals.push_back(cell.empty() ? missing : std::stod(cell));
        continue;
      }
      const auto decimal = parse_decimal(cell.empty() ? "0" : cell);
      Int128 digits = decimal->digits;
      for (int places = decimal->places; places < field.places; ++places) digits *= 10;
      column.digits.push_back(digits);
    }
  }
  return table;
}

void print(const char* what, const Matrix& x) {
  std::cout << what << std::hexfloat;
  for (const double value : x.reshaped()) std::cout << ' ' << value;
  std::cout << '\n';
}

}  // namespace

int main(int, char** arguments) {
  const System system = load_system(arguments[1]);
  const ZoneTable table = read(arguments[2], system);
  for (const char* normalization : {"min-max", "z-score", "percentile"}) {
    for (const char* weights : {"given", "critic", "deviation"}) {
      const std::vector<Setting> settings = {
          {.key = "normalization", .text = normalization, .number = {}, .place = {}},
          {.key = "weights", .text = weights, .number = {}, .place = {}}};
      const Ranking ranking =
          rank(table, system, {.year = 2019, .method = read_method(system, settings)});
      std::cout << normalization << ' ' << weights << '\n';
      print("indicators", ranking.scores);
      print("groups", ranking.group_scores);
      print("ranks", ranking.group_ranks);
    }
  }
}
