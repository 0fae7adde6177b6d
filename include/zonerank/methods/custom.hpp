#pragma once
// Functions of the user as methods: what the families' own alternatives share.
//
//     Method method;
//     method.normalization = CustomNormalization{.label = "square root", .scores = [](auto x)
//     {...}};
//
// register_method() lets settings and system files choose a method by its label.

#include <exception>
#include <string>

#include "zonerank/methods/aggregation.hpp"
#include "zonerank/methods/imputation.hpp"
#include "zonerank/methods/normalization.hpp"
#include "zonerank/methods/option.hpp"
#include "zonerank/methods/treatment.hpp"
#include "zonerank/methods/weighting.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank {

namespace detail {

void add_registered(std::string_view family, const std::string& name, std::any method,
                    const std::vector<std::string>& built_in);
void remove_registered(std::string_view family, const std::string& name);

/// own-method-failed with what was thrown, and the exception as its cause.
[[noreturn]] void own_method_failed(const std::string& label, const Place& place,
                                    const Argument& what);

/// own-method-result: what came, and what must come.
[[noreturn]] void own_method_result(const std::string& label, const Place& place,
                                    const Argument& came, const Argument& wanted);

/// f() of the user's; what it throws is named with the method and the place.
template <class F>
auto call_own(const std::string& label, const Place& place, const F& f) {
  try {
    return f();
  } catch (const Interrupted&) {
    throw;
  } catch (const std::exception& error) {
    own_method_failed(label, place, std::string(error.what()));
  } catch (...) {
    own_method_failed(label, place,
                      words("it threw what is no std::exception", "抛出的不是 std::exception"));
  }
}

/// As many numbers as wanted. @param of  what they are of: "zones"
void check_own_size(const std::string& label, const Place& place, Index have, Index wanted,
                    const Argument& of);

}  // namespace detail

/// The variant of a family of methods, by the type of its own alternative.
template <class M>
struct FamilyOf;
template <>
struct FamilyOf<CustomImputation> {
  using type = Imputation;
};
template <>
struct FamilyOf<CustomTreatment> {
  using type = Treatment;
};
template <>
struct FamilyOf<CustomNormalization> {
  using type = Normalization;
};
template <>
struct FamilyOf<CustomWeighting> {
  using type = Weighting;
};
template <>
struct FamilyOf<CustomAggregation> {
  using type = Aggregation;
};

/// From now on the method's label is a word like that of a built-in method, in settings and in
/// system files; a method of the same label is replaced.
/// @throws Error bad-option where the label is empty or the word of a built-in method
template <CustomMethod M>
void register_method(const M& method) {
  std::vector<std::string> built_in;
  detail::for_each_method<typename FamilyOf<M>::type>([&]<class Other>(const Other&) {
    if constexpr (!CustomMethod<Other>) built_in.emplace_back(Other::name);
  });
  detail::add_registered(M::family, method.label, method, built_in);
}

/// Forgets a name; rankings that were made with it keep their method.
template <CustomMethod M>
void unregister_method(const std::string& label) {
  detail::remove_registered(M::family, label);
}

}  // namespace zonerank
