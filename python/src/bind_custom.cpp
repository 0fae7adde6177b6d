#include "own_function.hpp"
#include "zonerank/ranking/method.hpp"

using namespace zonerank;
using namespace pybind11::literals;

namespace binding {
namespace {

using Numbers = std::span<const double>;

Vector vector_of(const std::vector<double>& x) {
  return Eigen::Map<const Vector>(x.data(), std::ssize(x));
}

CustomNormalization normalization_of(const std::string& label, const py::object& function) {
  CustomNormalization method{.label = label};
  if (py::hasattr(function, "fit") && py::hasattr(function, "apply")) {
    const PythonFunction fit(function.attr("fit"));
    const PythonFunction apply(function.attr("apply"));
    method.fit = [fit](Numbers x) { return fit(x); };
    method.apply = [apply](Numbers x, Numbers parameters) { return apply(x, parameters); };
  } else {
    const PythonFunction scores(function);
    method.scores = [scores](Numbers x) { return scores(x); };
  }
  return method;
}

/// f(M{}) of the family's own alternative.
template <class F>
void of_family(const std::string& family, const F& f) {
  if (family == CustomImputation::family) return f(CustomImputation{});
  if (family == CustomTreatment::family) return f(CustomTreatment{});
  if (family == CustomNormalization::family) return f(CustomNormalization{});
  if (family == CustomWeighting::family) return f(CustomWeighting{});
  if (family == CustomAggregation::family) return f(CustomAggregation{});
  throw py::key_error(family);
}

}  // namespace

std::vector<std::any> own_methods(const std::string& label, const py::object& function) {
  const PythonFunction f(function);
  return {CustomImputation{label, [f](Numbers x) { return f(x); }},
          CustomTreatment{label, [f](Numbers x) { return f(x); }},
          normalization_of(label, function),
          CustomWeighting{label, [f](const MatrixRef& scores) { return vector_of(f(scores)); }},
          CustomAggregation{label, [f](const MatrixRef& scores, const VectorRef& weights) {
                              return vector_of(f(scores, weights));
                            }}};
}

}  // namespace binding

void bind_custom(py::module_& m) {
  m.def(
      "register_method",
      [](const std::string& family, const std::string& label, const py::object& function) {
        const std::vector<std::any> methods = binding::own_methods(label, function);
        binding::of_family(family, [&]<class M>(const M&) {
          for (const std::any& method : methods) {
            if (const M* own = std::any_cast<M>(&method)) register_method(*own);
          }
        });
      },
      "family"_a, "label"_a, "function"_a, "From now on the label chooses this function.");
  m.def(
      "unregister_method",
      [](const std::string& family, const std::string& label) {
        binding::of_family(family, [&]<class M>(const M&) { unregister_method<M>(label); });
      },
      "family"_a, "label"_a, "Forgets a function of the user's that a label chose.");
  m.def(
      "compares_zones", [](const Method& method) { return compares_zones(method.aggregation); },
      "method"_a, "Whether a zone's score depends on other zones.");
}
