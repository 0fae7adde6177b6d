#pragma once
// Rankings redrawn and counted: blocks of draws in parallel, 16 draws at a time.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <mutex>
#include <numeric>

#include "zonerank/analysis/detail/draw_model.hpp"
#include "zonerank/analysis/detail/draw_tally.hpp"
#include "zonerank/analysis/detail/factors.hpp"
#include "zonerank/analysis/detail/lane_ranker.hpp"
#include "zonerank/analysis/uncertainty.hpp"
#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/lanes/rank_lanes.hpp"
#include "zonerank/methods/rank.hpp"

namespace zonerank {
ZONERANK_OWN(redraw) {

using detail::Combine;
using detail::DrawModel;
using detail::lanes;
using detail::Output;
using detail::PreparedReading;
using detail::ScoreSums;
using detail::Tally;

constexpr std::uint64_t block_draws = 4096;
constexpr std::uint64_t block_readings = 64;  ///< where each draw reads the data anew

class Redrawer {
 public:
  Redrawer(const DrawInput& input, const DrawOptions& options)
      : input_(input),
        options_(options),
        model_(input, options.groups),
        n_(static_cast<std::size_t>(model_.zones())),
        centres_(model_.nominal().array().isNaN().select(0.0, model_.nominal())) {
    for (std::size_t o = 0; o < model_.output_groups().size(); ++o) frame(o);
  }

  DrawResult run(const Progress& progress) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    DrawResult result;
    std::uint64_t done = 0;
    const bool rounds = options_.tolerance > 0.0 || options_.time_limit > 0.0;
    std::uint64_t goal = rounds ? std::min(options_.draws, 2 * block_draws) : options_.draws;
    while (true) {
      const auto share = [&](double part) {
        if (!progress) return true;
        const double at = static_cast<double>(done) + part * static_cast<double>(goal - done);
        return progress(at / static_cast<double>(options_.draws));
      };
      run_round(done, goal, share);
      done = goal;
      result = detail::collect(frames_, done, free_, moments_, centres_);
      if (done >= options_.draws) break;
      if (options_.tolerance > 0.0 && result.quantile_error <= options_.tolerance) break;
      const std::chrono::duration<double> passed = Clock::now() - start;
      if (options_.time_limit > 0.0 && passed.count() > options_.time_limit) {
        result.is_complete = false;
        break;
      }
      goal = std::min(options_.draws, 2 * goal);
    }
    return result;
  }

  Replay replay(std::uint64_t draw) {
    if (input_.redraw_reading) {
      const RedrawnReading read(*this, draw);
      return replay(draw, read.choice, read.model.readings()[0]);
    }
    const DrawModel::Choice choice = choice_of(draw);
    return replay(draw, choice, model_.readings()[choice.reading]);
  }

 private:
  Replay replay(std::uint64_t draw, const DrawModel::Choice& choice,
                const PreparedReading& reading) {
    std::array<std::uint64_t, lanes> draws;
    draws.fill(draw);
    std::array<DrawModel::Choice, lanes> choices;
    choices.fill(choice);
    Replay result;
    result.reading = choice.reading;
    if (choice.left_out > 0) result.left_out = model_.candidates()[choice.left_out - 1];
    Work work;
    draw_shares(reading, draws, choices, work);
    result.group_scores =
        Matrix::Constant(model_.zones(), std::ssize(reading.reading->tree.children), missing);
    std::vector<double> values(n_);
    for (std::size_t o = reading.outputs.size(); o-- > 0;) {  // overall last
      const Output& output = reading.outputs[o];
      work.weights.draw(output, work.share.data());
      work.weights.to_doubles(output);
      const Matrix scores = model_.group_scores(
          reading, output, work.weights.children(reading, output), work.share.data(), 0);
      for (const std::size_t g : output.groups) {
        const auto column = static_cast<Index>(g);
        if (o > 0 || g == 0)  // groups below have the weights of their own
          result.group_scores.col(column) = scores.col(column);
      }
      exact_values(reading, output, 0, work, values);
      for (const Index zone : output.zones) {
        if (output.combine == Combine::any) break;
        result.group_scores(zone, static_cast<Index>(output.group)) =
            detail::points(output.combine, values[static_cast<std::size_t>(zone)]);
      }
    }
    const Output& overall = reading.outputs[0];
    std::vector<double> weights;
    work.weights.shares(overall, 0, weights);
    result.weights = Vector::Zero(reading.reading->scores.cols());
    for (std::size_t j = 0; j < overall.columns.size(); ++j)
      result.weights[overall.columns[j]] = weights[j];
    std::vector<std::int32_t> ranks(n_);
    ranks_of(overall, values, ranks);
    result.ranks = Vector::Constant(model_.zones(), missing);
    for (const Index zone : overall.zones)
      result.ranks[zone] = ranks[static_cast<std::size_t>(zone)];
    return result;
  }

  /// The data read anew for one draw.
  struct RedrawnReading {
    RedrawnReading(const Redrawer& redrawer, std::uint64_t draw)
        : choice(redrawer.choice_of(draw)),
          input(redrawer.input_for(draw, choice)),
          model(input, redrawer.options_.groups) {}

    DrawModel::Choice choice;
    DrawInput input;
    DrawModel model;
  };

  DrawModel::Choice choice_of(std::uint64_t draw) const {
    std::array<std::uint64_t, lanes> draws;
    draws.fill(draw);
    std::array<DrawModel::Choice, lanes> choices{};
    model_.choose(draws.data(), options_.seed, choices);
    return choices[0];
  }

  DrawInput input_for(std::uint64_t draw, const DrawModel::Choice& choice) const {
    const std::vector<std::uint64_t> draws(input_.errors.size(), draw);
    return detail::with_reading(input_,
                                input_.redraw_reading(choice.reading, draws, options_.seed));
  }

  /// The result of an output before any draw.
  void frame(std::size_t o) {
    RankDistribution& d = frames_.emplace_back();
    const std::size_t g = model_.output_groups()[o];
    const auto column = static_cast<Index>(g);
    d.group = column;
    d.nominal = rank_scores(model_.nominal().col(column));
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const PreparedReading& reading : model_.readings()) {
      const Output& output = reading.outputs[o];
      if (output.zones.empty()) continue;
      double least = detail::points(output.combine, output.low);
      double most = detail::points(output.combine, output.high);
      if (output.combine == Combine::any) {  // what aggregate() may give beyond its parts
        const auto scores = reading.reading->group_scores.col(column).array();
        for (const Index i : output.zones) {
          least = std::min(least, scores[i]);
          most = std::max(most, scores[i]);
        }
      }
      low = std::min(low, least);
      high = std::max(high, most);
    }
    d.score_low = low < high ? low : 0.0;
    d.score_high = low < high ? high : 1.0;
  }

  void run_round(std::uint64_t from, std::uint64_t to, const Progress& progress) {
    const std::uint64_t size = input_.redraw_reading ? block_readings : block_draws;
    const auto blocks = static_cast<std::size_t>((to - from + size - 1) / size);
    const std::size_t first = moments_.size();
    moments_.resize(first + (options_.scores ? blocks : 0));
    parallel_for(
        blocks, options_.threads,
        [&](std::size_t b) {
          const std::uint64_t begin = from + b * size;
          std::unique_ptr<std::vector<Tally>> tally = take();
          std::unique_ptr<Work> work = take_work();
          std::vector<ScoreSums>* moments = options_.scores ? &moments_[first + b] : nullptr;
          run_block(begin, std::min(to, begin + size), *tally, moments, *work);
          give(std::move(tally), std::move(work));
        },
        progress);
  }

  std::unique_ptr<std::vector<Tally>> take() {
    {
      const std::lock_guard lock(mutex_);
      if (!free_.empty()) {
        auto tally = std::move(free_.back());
        free_.pop_back();
        return tally;
      }
    }
    auto tally = std::make_unique<std::vector<Tally>>(frames_.size());
    for (Tally& t : *tally) t = Tally(n_, options_.scores, options_.pairs);
    return tally;
  }

  struct Work {
    detail::AlignedVector<float> share, room;
    detail::LaneWeights weights;
    detail::LaneRanker ranker;
    std::vector<detail::PlaceBlock> blocks;  ///< one an output
    std::vector<std::int32_t> rank;          ///< of all zones
    std::vector<double> exact, weight;
  };

  std::unique_ptr<Work> take_work() {
    const std::lock_guard lock(mutex_);
    if (free_work_.empty()) return std::make_unique<Work>();
    auto work = std::move(free_work_.back());
    free_work_.pop_back();
    return work;
  }

  void give(std::unique_ptr<std::vector<Tally>> tally, std::unique_ptr<Work> work) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(tally));
    free_work_.push_back(std::move(work));
  }

  void draw_shares(const PreparedReading& reading, const std::array<std::uint64_t, lanes>& draws,
                   const std::array<DrawModel::Choice, lanes>& choices, Work& work) const {
    const std::size_t children = reading.children.size();
    work.share.resize(children * lanes);
    work.room.resize((3 * children + 12) * lanes);
    std::array<std::uint32_t, lanes> left_out;
    for (std::size_t l = 0; l < lanes; ++l) left_out[l] = choices[l].left_out;
    detail::draw_lanes().shares(reading.plan(), draws.data(), left_out.data(), options_.seed,
                                work.share.data(), work.room.data());
  }

  void run_block(std::uint64_t begin, std::uint64_t end, std::vector<Tally>& tally,
                 std::vector<ScoreSums>* moments, Work& work) const {
    if (moments != nullptr) {
      moments->assign(frames_.size(), ScoreSums(model_.zones()));
    }
    work.rank.assign(n_, 0);
    work.blocks.resize(frames_.size());
    std::array<std::uint64_t, lanes> draws;
    std::array<DrawModel::Choice, lanes> choices{};
    if (input_.redraw_reading) {
      for (std::uint64_t draw = begin; draw < end; ++draw) {
        const RedrawnReading read(*this, draw);
        draws.fill(draw);
        choices.fill(read.choice);
        run_lanes(read.model.readings()[0], draws, choices, 1, tally, moments, work);
        count_blocks(tally, work);
      }
      return;
    }
    if (!model_.chooses()) {
      for (std::uint64_t at = begin; at < end; at += lanes) {
        for (std::size_t l = 0; l < lanes; ++l) draws[l] = at + l;
        run_lanes(model_.readings()[0], draws, choices, std::min<std::uint64_t>(lanes, end - at),
                  tally, moments, work);
      }
      count_blocks(tally, work);
      return;
    }
    std::vector<std::vector<std::pair<std::uint64_t, DrawModel::Choice>>> by_reading(
        model_.readings().size());
    for (std::uint64_t at = begin; at < end; at += lanes) {
      for (std::size_t l = 0; l < lanes; ++l) draws[l] = at + l;
      model_.choose(draws.data(), options_.seed, choices);
      for (std::size_t l = 0; l < lanes && at + l < end; ++l) {
        by_reading[choices[l].reading].emplace_back(at + l, choices[l]);
      }
    }
    for (std::size_t r = 0; r < by_reading.size(); ++r) {
      const auto& list = by_reading[r];
      for (std::size_t at = 0; at < list.size(); at += lanes) {
        const std::size_t valid = std::min(lanes, list.size() - at);
        for (std::size_t l = 0; l < lanes; ++l) {
          std::tie(draws[l], choices[l]) = list[at + std::min(l, valid - 1)];
        }
        run_lanes(model_.readings()[r], draws, choices, valid, tally, moments, work);
      }
      count_blocks(tally, work);
    }
  }

  /// Counts the ranks that wait for it.
  void count_block(Tally& tally, detail::PlaceBlock& block) const {
    if (block.draws > 0)
      detail::rank_lanes().count({block.zone.data(), block.stride, block.rows, block.draws}, n_,
                                 tally.frequency.data());
    block.draws = 0;
  }

  void count_blocks(std::vector<Tally>& tally, Work& work) const {
    for (std::size_t o = 0; o < work.blocks.size(); ++o) count_block(tally[o], work.blocks[o]);
  }

  void run_lanes(const PreparedReading& reading, const std::array<std::uint64_t, lanes>& draws,
                 const std::array<DrawModel::Choice, lanes>& choices, std::size_t valid,
                 std::vector<Tally>& tally, std::vector<ScoreSums>* moments, Work& work) const {
    poll_interrupt();
    draw_shares(reading, draws, choices, work);
    for (std::size_t o = 0; o < reading.outputs.size(); ++o) {
      const Output& output = reading.outputs[o];
      if (output.zones.empty()) continue;
      ScoreSums* const sums = moments != nullptr ? &(*moments)[o] : nullptr;
      if (detail::LaneRanker::takes(output)) {
        rank_keys(o, reading, output, valid, tally[o], sums, work);
      } else {
        rank_doubles(o, reading, output, valid, tally[o], sums, work);
      }
    }
  }

  /// By keys of whole numbers; what is close is decided in double precision.
  void rank_keys(std::size_t o, const PreparedReading& reading, const Output& output,
                 std::size_t valid, Tally& tally, ScoreSums* moments, Work& work) const {
    detail::PlaceBlock& block = work.blocks[o];
    if (block.draws + lanes > block.most_draws) count_block(tally, block);
    block.take_rows(output.zones.size());
    work.ranker.run(model_, reading, output, work.share.data(), valid, moments != nullptr,
                    block.next(), block.stride);
    work.ranker.share_ranks(n_, tally.frequency.data());
    block.draws += valid;
    if (moments != nullptr) count_scores(o, output, valid, tally, *moments, work);
    for (std::size_t l = 0; l < valid && options_.pairs; ++l) {
      work.ranker.ranks(l, work.rank.data());
      add_ahead(tally, work);
    }
  }

  void add_ahead(Tally& tally, Work& work) const {
    for (std::int32_t& rank : work.rank) {                             // of all zones
      if (rank == 0) rank = std::numeric_limits<std::int32_t>::max();  // none: behind all
    }
    detail::rank_lanes().add_ahead(work.rank.data(), n_, tally.ahead.data());
    std::fill(work.rank.begin(), work.rank.end(), 0);
  }

  void count_scores(std::size_t o, const Output& output, std::size_t valid, Tally& tally,
                    ScoreSums& moments, Work& work) const {
    const detail::ScoreScale scale(frames_[o]);
    const auto centre = centres_.col(frames_[o].group);
    std::uint32_t one_by_one = work.ranker.wide_lanes();
    if (output.combine == Combine::sums) {
      work.ranker.add_scores({centre.data(), moments.sum.data(), moments.squares.data(),
                              moments.draws.data(), scale.low, scale.per_point, score_bins,
                              tally.bins.data()});
    } else {
      one_by_one = (1U << valid) - 1U;
    }
    for (std::size_t i = 0; i < output.zones.size() && one_by_one != 0; ++i) {
      const Index zone = output.zones[i];
      for (std::size_t l = 0; l < valid; ++l) {
        if ((one_by_one >> l & 1U) == 0) continue;
        const double score = detail::points(output.combine, work.ranker.value(i, l));
        moments.add(zone, score, centre[zone], scale, tally);
      }
    }
  }

  /// Values of an output's zones in one lane, by zone; NaN without a score. work.weights holds the
  /// output's weights, in double precision too.
  void exact_values(const PreparedReading& reading, const Output& output, std::size_t lane,
                    Work& work, std::vector<double>& values) const {
    values.assign(n_, missing);
    if (output.combine == Combine::any) {
      const Matrix groups = model_.group_scores(
          reading, output, work.weights.children(reading, output), work.share.data(), lane);
      for (const Index zone : output.zones) {
        const double score = groups(zone, static_cast<Index>(output.group));
        values[static_cast<std::size_t>(zone)] =
            is_missing(score) ? -std::numeric_limits<double>::infinity() : score;
      }
      return;
    }
    work.weights.shares(output, lane, work.weight);
    const double* const weight = work.weights.children(reading, output);
    for (std::size_t i = 0; i < output.zones.size(); ++i) {
      double& value = values[static_cast<std::size_t>(output.zones[i])];
      if (output.gaps[i] == 0) {
        value = detail::weighted_sum(output, i, work.weight);
        continue;
      }
      std::array<double, lanes> all;
      model_.gap_values(reading, output, i, weight, all.data());
      value = all[lane];
    }
  }

  /// Ranks of the output's zones, ties at the better one; 0 for the others.
  void ranks_of(const Output& output, const std::vector<double>& values,
                std::vector<std::int32_t>& ranks) const {
    std::vector<std::size_t> order;
    for (const Index zone : output.zones) order.push_back(static_cast<std::size_t>(zone));
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
    ranks.assign(n_, 0);
    for (std::size_t p = 0; p < order.size(); ++p) {
      const bool shares = p > 0 && values[order[p]] == values[order[p - 1]];
      ranks[order[p]] = shares ? ranks[order[p - 1]] : static_cast<std::int32_t>(p + 1);
    }
  }

  /// In double precision, draw by draw.
  void rank_doubles(std::size_t o, const PreparedReading& reading, const Output& output,
                    std::size_t valid, Tally& tally, ScoreSums* moments, Work& work) const {
    const detail::ScoreScale scale(frames_[o]);
    work.weights.draw(output, work.share.data());
    work.weights.to_doubles(output);
    for (std::size_t l = 0; l < valid; ++l) {
      exact_values(reading, output, l, work, work.exact);
      ranks_of(output, work.exact, work.rank);
      for (const Index zone : output.zones) {
        const auto i = static_cast<std::size_t>(zone);
        ++tally.frequency[static_cast<std::size_t>(work.rank[i] - 1) * n_ + i];
        if (moments == nullptr) continue;
        moments->add(zone, detail::points(output.combine, work.exact[i]),
                     centres_(zone, frames_[o].group), scale, tally);
      }
      if (options_.pairs) add_ahead(tally, work);
    }
  }

  const DrawInput& input_;
  const DrawOptions& options_;
  DrawModel model_;
  std::size_t n_;
  Matrix centres_;  ///< nominal scores, 0 without one: sums are taken from them, for precision
  std::vector<RankDistribution> frames_;
  std::vector<std::vector<ScoreSums>> moments_;
  std::vector<std::unique_ptr<std::vector<Tally>>> free_;
  std::vector<std::unique_ptr<Work>> free_work_;
  mutable std::mutex mutex_;
};

}  // ZONERANK_OWN(redraw)

ZONERANK_INLINE DrawResult redraw(const DrawInput& input, const DrawOptions& options,
                                  const Progress& progress) {
  if (options.draws < 1 || options.draws > 4'000'000'000ULL) {
    fail(Code::bad_option, "draws", std::to_string(options.draws),
         {words("1 to 4 000 000 000", "1 到 4 000 000 000")});
  }
  if (!(options.tolerance >= 0.0))
    fail(Code::bad_option, "tolerance", shortest(options.tolerance),
         {words("0 or more places", "不小于 0 的名次数")});
  if (!(options.time_limit >= 0.0))
    fail(Code::bad_option, "time_limit", shortest(options.time_limit),
         {words("0 or more seconds", "不小于 0 的秒数")});
  constexpr Index most_zones = 4096;  // every thread counts zones x ranks
  if (!input.readings.empty() && input.readings[0].scores.rows() > most_zones) {
    fail(Code::bad_option, "zones", std::to_string(input.readings[0].scores.rows()),
         {words("4096 at most: ranks are counted for every zone",
                "至多 4096：要对每个高新区统计名次")});
  }
  return Redrawer(input, options).run(progress);
}

ZONERANK_INLINE Replay replay(const DrawInput& input, std::uint64_t draw, std::uint64_t seed) {
  DrawOptions options;
  options.seed = seed;
  return Redrawer(input, options).replay(draw);
}

}  // namespace zonerank
