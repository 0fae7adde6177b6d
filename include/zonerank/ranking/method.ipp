#pragma once
#include "zonerank/ranking/method.hpp"

#include <algorithm>
#include <tuple>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank {
ZONERANK_OWN(method) {

constexpr std::string_view fit_words[] = {"year", "panel"};
constexpr std::string_view scope_words[] = {"group", "system"};
constexpr std::string_view tie_words[] = {"min", "max", "average", "dense"};

/// Reads settings in order: first what chooses a method, then options of the methods chosen.
class MethodReader {
 public:
  void apply(std::span<const Setting> of_system, std::span<const Setting> overrides) {
    for (const Setting& setting : of_system) choose(setting);
    for (const Setting& setting : of_system) option(setting);
    for (const Setting& setting : overrides) choose(setting);
    // A method chosen over the system's keeps what the system says of options that it has too.
    for (const Setting& setting : of_system) {
      if (having(setting.key).size() == 1) option(setting);
    }
    for (const Setting& setting : overrides) option(setting);
  }

  Method finish() {
    check_normalization(method_.normalization, problems_, true);
    problems_.raise_errors();
    return method_;
  }

 private:
  /// f(key, variant) for every stage.
  template <class F>
  void for_each_stage(F&& f) {
    f("imputation", method_.imputation);
    f("treatment", method_.treatment);
    f("normalization", method_.normalization);
    f("weights", method_.weighting);
    f("aggregation", method_.aggregation);
  }

  bool is_stage(const std::string& key) {
    bool found = false;
    for_each_stage([&](std::string_view name, const auto&) { found = found || name == key; });
    return found;
  }

  void choose(const Setting& setting) {
    for_each_stage([&](std::string_view key, auto& choice) {
      if (key == setting.key) choice = read_choice(setting, choice, problems_);
    });
  }

  /// An option of the whole method, or of the one stage whose method has it.
  void option(const Setting& setting) {
    if (is_stage(setting.key)) return;
    if (setting.key == "min_available") {
      detail::read_option(setting, problems_, method_.min_available, 0.0, 1.0);
    } else if (setting.key == "fit") {
      detail::read_option(setting, problems_, method_.fit, Words(fit_words));
    } else if (setting.key == "scope") {
      detail::read_option(setting, problems_, method_.scope, Words(scope_words));
    } else if (setting.key == "ties") {
      detail::read_option(setting, problems_, method_.ties, Words(tie_words));
    } else {
      stage_option(setting);
    }
  }

  /// The stages whose method has the option.
  std::vector<std::string> having(const std::string& option) {
    std::vector<std::string> result;
    for_each_stage([&](std::string_view stage, const auto& choice) {
      const std::vector<std::string> own = option_keys(choice);
      if (std::find(own.begin(), own.end(), option) != own.end()) result.emplace_back(stage);
    });
    return result;
  }

  void stage_option(const Setting& setting) {
    const std::vector<std::string> stages = having(setting.key);
    if (stages.size() > 1) {
      problems_.add(Code::ambiguous_option, setting.place, setting.key, {listed_names(stages)});
    } else if (stages.empty()) {
      unknown(setting);
    }
    for_each_stage([&](std::string_view stage, auto& choice) {
      if (stages.size() == 1 && stage == stages[0]) set_option(choice, setting, problems_);
    });
  }

  void unknown(const Setting& setting) {
    std::vector<std::string> known = {"fit", "scope", "min_available", "ties"};
    std::vector<std::string> others;  // methods not chosen that have the option
    for_each_stage([&]<class V>(std::string_view stage, const V&) {
      known.emplace_back(stage);
      detail::for_each_method<V>([&]<class M>(const M& other) {
        for (const Setting& option : detail::option_values(other)) {
          known.push_back(option.key);
          if (option.key == setting.key)
            others.push_back(std::string(stage) + " = " + in_quotes(M::name));
        }
      });
    });
    if (others.empty()) {
      problems_.add(Code::unknown_option, setting.place, setting.key,
                    {suggestion(setting.key, known)});
    } else {
      problems_.add(Code::option_of_other, setting.place, setting.key, {listed_names(others)});
    }
  }

  Problems problems_;
  Method method_;
};

ZONERANK_INLINE Normalization own_normalization(const Indicator& indicator, const Method& method,
                                                Problems& problems) {
  Normalization result = indicator.normalization
                             ? read_choice(*indicator.normalization, method.normalization, problems)
                             : method.normalization;
  if (indicator.scores) {
    std::visit(
        [&](auto& m) {
          if constexpr (requires { m.lower; }) std::tie(m.lower, m.upper) = *indicator.scores;
        },
        result);
  }
  return result;
}

}  // ZONERANK_OWN(method)

ZONERANK_INLINE Method read_method(const System& system, std::span<const Setting> overrides) {
  MethodReader reader;
  reader.apply(system.method, overrides);
  Method method = reader.finish();
  Problems problems;
  for (const Group& group : system.groups) {
    if (group.weighting) read_choice(*group.weighting, method.weighting, problems);
    if (group.aggregation) read_choice(*group.aggregation, method.aggregation, problems);
  }
  for (const Indicator& indicator : system.indicators) {
    if (indicator.imputation) read_choice(*indicator.imputation, method.imputation, problems);
    if (indicator.treatment) read_choice(*indicator.treatment, method.treatment, problems);
    if (!indicator.normalization) continue;
    Problems own;
    check_normalization(own_normalization(indicator, method, own), own);
    own.amend([&](Problem& p) {
      if (p.place != indicator.normalization->place)
        p.place = p.place.within(indicator.normalization->place);
    });
    problems.append(own);
  }
  problems.raise_errors();
  return method;
}

ZONERANK_INLINE ResolvedMethod resolve(const Method& method, const System& system) {
  ResolvedMethod resolved{method, {}, {}, {}, {}, {}};
  Problems problems;
  const auto merged = [&]<class V>(const std::optional<Setting>& own, const V& base) {
    return own ? read_choice(*own, base, problems) : base;
  };
  for (const Indicator& indicator : system.indicators) {
    resolved.imputations.push_back(merged(indicator.imputation, method.imputation));
    resolved.treatments.push_back(merged(indicator.treatment, method.treatment));
    resolved.normalizations.push_back(own_normalization(indicator, method, problems));
  }
  for (const Group& group : system.groups) {
    resolved.weightings.push_back(merged(group.weighting, method.weighting));
    resolved.aggregations.push_back(merged(group.aggregation, method.aggregation));
  }
  return resolved;
}

ZONERANK_INLINE std::string method_text(const Method& method, Lang lang) {
  std::vector<std::string> parts;
  if (imputes_from(method.imputation) != ImputesFrom::nothing) {
    parts.push_back(choice_text(method.imputation, lang));
  }
  if (does(method.treatment) != Does::nothing) {
    parts.push_back(choice_text(method.treatment, lang));
  }
  parts.push_back(choice_text(method.normalization, lang));
  parts.push_back(choice_text(method.weighting, lang));
  parts.push_back(choice_text(method.aggregation, lang));
  return join(parts, lang == Lang::zh ? "，" : ", ");
}

}  // namespace zonerank
