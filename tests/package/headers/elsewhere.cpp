// The second file of a program: bodies that both include are one.
#include <zonerank/methods.hpp>

zonerank::Vector weights_elsewhere(const zonerank::Matrix& scores) {
  return zonerank::weigh(zonerank::Entropy{}, scores, {});
}
