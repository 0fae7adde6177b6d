// A project that fetches the library and uses its headers alone.
#include <zonerank/methods.hpp>

int main() {
  const zonerank::Matrix scores{{1.0, 4.0}, {3.0, 4.5}, {9.0, 5.0}};
  const zonerank::Vector weights = zonerank::weigh(zonerank::Entropy{}, scores, {});
  return weights[0] > weights[1] && weights.sum() > 0.999 ? 0 : 1;
}
