// A program that links the installed library: the index of 2015 from its five sub-indices.
#include <cmath>
#include <iostream>
#include <zonerank/zonerank.hpp>

int main() {
  zonerank::Matrix sub_indices(1, 5);
  sub_indices << 162.6, 298.8, 124.3, 259.5, 126.4;
  zonerank::Vector weights(5);
  weights << 20, 20, 25, 10, 25;
  const double total = zonerank::aggregate(sub_indices, weights)[0];
  std::cout << total << '\n';
  return std::abs(total - 180.905) < 1e-9 ? 0 : 1;
}
