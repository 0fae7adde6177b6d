// Figures of the sample's zones as CSV, for same_bits.
#include <iostream>
#include <zonerank/sample.hpp>
#include <zonerank/zonerank.hpp>

int main(int, char** arguments) {
  std::vector<zonerank::Source> files;
  for (const auto& path : zonerank::write_sample(arguments[1], {.enterprises = 2000, .zones = 40}))
    if (path.extension() == ".csv") files.push_back({.name = path.string()});
  const zonerank::System system = zonerank::load_system("torch-2013");
  std::cout << zonerank::to_csv(zonerank::read(files, system).table, system);
}
