// What this machine's memory gives: plain reads and the triad a = b + s * c, in GB/s, as JSON.
// The triad counts the bytes it names (two reads and a write), as STREAM does.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <vector>

#include "zonerank/run/parallel.hpp"

namespace {

constexpr std::size_t n = std::size_t{1} << 25;  // doubles; far beyond every cache

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

template <class F>
double best(int threads, double bytes, const F& part) {
  double least = 1e9;
  for (int rep = 0; rep < 7; ++rep) {
    const double begin = seconds();
    zonerank::parallel_for(static_cast<std::size_t>(threads), threads, part);
    least = std::min(least, seconds() - begin);
  }
  return bytes / least / 1e9;
}

}  // namespace

int main(int argc, char** argv) {
  const int threads = argc > 1 ? std::atoi(argv[1]) : 2;
  std::vector<double> a(n, 1.0), b(n, 2.0), c(n, 3.0);
  const std::size_t share = n / static_cast<std::size_t>(threads);
  volatile double sink = 0;
  const double read = best(threads, 8.0 * n, [&](std::size_t t) {
    double sums[16] = {};
    for (std::size_t i = t * share; i + 16 <= (t + 1) * share; i += 16) {
      for (std::size_t k = 0; k < 16; ++k) sums[k] += a[i + k];
    }
    sink = std::accumulate(std::begin(sums), std::end(sums), 0.0);
  });
  const double triad = best(threads, 24.0 * n, [&](std::size_t t) {
    for (std::size_t i = t * share; i < (t + 1) * share; ++i) a[i] = b[i] + 3.0 * c[i];
  });
  std::printf("{\"threads\": %d, \"read_gb_s\": %.2f, \"triad_gb_s\": %.2f}\n", threads, read,
              triad);
}
