#pragma once
#include "zonerank/analysis/places.hpp"

#include <algorithm>

#include "zonerank/analysis/detail/game_options.hpp"
#include "zonerank/analysis/detail/place_sums.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/diagnostics/detail/door.hpp"

namespace zonerank {
ZONERANK_OWN(places) {

/// The places of one ranking's zones.
class RankSplitter {
 public:
  RankSplitter(const Reading& reading, const PlacesOptions& options)
      : reading_(reading),
        game_(detail::rank_game(reading, detail::game_limits(options))),
        is_transformed_(detail::has_transformed_means(game_)) {
    const Index n = reading.scores.rows();
    for (const Index zone : options.opponents) detail::check_index("opponents", zone, n);
    std::vector<bool> chosen(static_cast<std::size_t>(n), options.opponents.empty());
    for (const Index zone : options.opponents) chosen[static_cast<std::size_t>(zone)] = true;
    for (Index zone = 0; zone < n; ++zone) {
      if (chosen[static_cast<std::size_t>(zone)] && !is_missing(game_.overall[zone]))
        opponents_.push_back(zone);
    }
  }

  Places run(Index zone, int threads) const {
    const Index n_groups = game_.values.cols() - game_.n_indicators;
    Places result;
    result.zone = zone;
    result.indicators = Vector::Constant(game_.n_indicators, missing);
    result.groups = Vector::Constant(n_groups, missing);
    result.indicator_errors = result.indicators;
    result.group_errors = result.groups;
    if (is_missing(game_.overall[zone])) return result;
    std::vector<Index> opponents;
    std::copy_if(opponents_.begin(), opponents_.end(), std::back_inserter(opponents),
                 [&](Index other) { return other != zone; });
    double is_ahead = 0.0;
    for (const Index other : opponents)
      is_ahead += detail::ahead(game_.overall[zone], game_.overall[other], 0.0);
    result.n_opponents = std::ssize(opponents);
    const auto n = static_cast<double>(opponents.size());
    result.rank = n + 1.0 - is_ahead;
    detail::Split split = this->split(zone, opponents, threads);
    if (game_.groups.empty()) split.parts[game_.n_indicators] = is_ahead - n / 2.0;
    detail::leave_wholes_unsplit(reading_, split);
    result.indicators = split.parts.head(game_.n_indicators);
    result.indicator_errors = split.errors.head(game_.n_indicators);
    result.groups = split.parts.tail(n_groups);
    result.group_errors = split.errors.tail(n_groups);
    return result;
  }

 private:
  /// The parts of all groups against some opponents.
  std::vector<Matrix> against(Index zone, std::span<const Index> opponents) const {
    std::vector<Matrix> parts(game_.groups.size());
    if (is_transformed_) {
      detail::PlaceSums sums(game_, zone, opponents);
      for (std::size_t g = 0; g < parts.size(); ++g) {
        poll_interrupt();
        parts[g] = detail::split_group(game_, g, sums);
      }
      return parts;
    }
    const std::vector<double> own = game_.row(zone);
    for (const Index opponent : opponents) {
      poll_interrupt();
      const std::vector<double> other = game_.row(opponent);
      const double score = other[static_cast<std::size_t>(game_.n_indicators)];
      const double within = detail::level_within(
          score, std::max(detail::greatest_size(own), detail::greatest_size(other)));
      const auto payoff = [&](double made) { return detail::ahead(made, score, within); };
      detail::PairWorth worth(game_, own, other, payoff, 0.5,
                              detail::ahead(game_.overall[zone], game_.overall[opponent], 0.0));
      for (std::size_t g = 0; g < parts.size(); ++g) {
        const Matrix more = detail::split_group(game_, g, worth);
        parts[g] = parts[g].size() == 0 ? more : Matrix(parts[g] + more);
      }
    }
    return parts;
  }

  /// Blocks of opponents are added up in their order, whatever thread they were split on.
  detail::Split split(Index zone, std::span<const Index> opponents, int threads) const {
    constexpr std::size_t block = detail::PlaceSums::lanes;
    const std::size_t n_blocks = (opponents.size() + block - 1) / block;
    std::vector<std::vector<Matrix>> of_blocks(n_blocks);
    parallel_for(n_blocks, threads, [&](std::size_t b) {
      const std::size_t begin = b * block;
      of_blocks[b] =
          against(zone, opponents.subspan(begin, std::min(block, opponents.size() - begin)));
    });
    std::vector<Matrix> parts;
    for (std::size_t g = 0; g < game_.groups.size(); ++g) {
      const detail::GameGroup& group = game_.groups[g];
      parts.emplace_back(Matrix::Zero(std::ssize(group.members), std::ssize(group.around)));
      for (const std::vector<Matrix>& of_block : of_blocks) parts[g] += of_block[g];
    }
    return detail::join_groups(game_, parts);
  }

  const Reading& reading_;
  detail::RankGame game_;
  bool is_transformed_;
  std::vector<Index> opponents_;
};

}  // ZONERANK_OWN(places)

ZONERANK_INLINE Places split_rank(const Reading& reading, Index zone,
                                  const PlacesOptions& options) {
  detail::check_index("zone", zone, reading.scores.rows());
  return RankSplitter(reading, options).run(zone, options.threads);
}

ZONERANK_INLINE std::vector<Places> split_ranks(const Reading& reading,
                                                const PlacesOptions& options,
                                                const Progress& progress) {
  const RankSplitter splitter(reading, options);
  std::vector<Places> result(static_cast<std::size_t>(reading.scores.rows()));
  parallel_for(
      result.size(), options.threads,
      [&](std::size_t zone) { result[zone] = splitter.run(static_cast<Index>(zone), 1); },
      progress);
  return result;
}

}  // namespace zonerank
