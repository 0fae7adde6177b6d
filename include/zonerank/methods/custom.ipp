#pragma once
#include "zonerank/methods/custom.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
ZONERANK_OWN(custom) {

struct Registry {
  std::mutex mutex;
  std::map<std::pair<std::string, std::string>, std::any> methods;  ///< by family and name
};

/// Never destroyed: what a method holds may need an interpreter that has ended by then.
ZONERANK_INLINE Registry& registry() {
  static Registry& one = *new Registry;
  return one;
}

}  // ZONERANK_OWN(custom)

ZONERANK_INLINE std::any registered(std::string_view family, const std::string& name) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  const auto found = all.methods.find({std::string(family), name});
  return found == all.methods.end() ? std::any{} : found->second;
}

ZONERANK_INLINE std::vector<std::string> registered_names(std::string_view family) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  std::vector<std::string> names;
  for (const auto& [key, method] : all.methods) {
    if (key.first == family) names.push_back(key.second);
  }
  return names;
}

ZONERANK_INLINE void add_registered(std::string_view family, const std::string& name,
                                    std::any method, const std::vector<std::string>& built_in) {
  if (name.empty())
    fail(Code::bad_option, std::string(family), in_quotes(name), {words("a name", "名称")});
  if (std::find(built_in.begin(), built_in.end(), name) != built_in.end()) {
    fail(
        Code::bad_option, std::string(family), in_quotes(name),
        {words("another name: this is that of a built-in method", "其他名称：这是内置方法的名称")});
  }
  Registry& all = registry();
  std::any old;  // let go of after the lock
  const std::lock_guard lock(all.mutex);
  std::any& place = all.methods[{std::string(family), name}];
  old.swap(place);
  place = std::move(method);
}

ZONERANK_INLINE void remove_registered(std::string_view family, const std::string& name) {
  Registry& all = registry();
  std::any old;
  const std::lock_guard lock(all.mutex);
  const auto found = all.methods.find({std::string(family), name});
  if (found == all.methods.end()) return;
  old.swap(found->second);
  all.methods.erase(found);
}

ZONERANK_INLINE void own_method_failed(const std::string& label, const Place& place,
                                       const Argument& what) {
  Error error(Problem{Code::own_method_failed, place, label, {what}});
  error.set_cause(std::current_exception());
  throw error;
}

ZONERANK_INLINE void own_method_result(const std::string& label, const Place& place,
                                       const Argument& came, const Argument& wanted) {
  fail(Code::own_method_result, place, label, {came, wanted});
}

ZONERANK_INLINE void check_own_size(const std::string& label, const Place& place, Index have,
                                    Index wanted, const Argument& of) {
  if (have == wanted) return;
  own_method_result(
      label, place, words("the shape ({0},)", "形状 ({0},)", {have}),
      words("({0},), one number for each of the {1}", "({0},)，{1}各一个数", {wanted, of}));
}

}  // namespace zonerank::detail
