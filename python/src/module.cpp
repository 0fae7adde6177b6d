#include "bind.hpp"

PYBIND11_MODULE(_core, m) {
  m.doc() = "The C++ library behind zonerank.";
  m.attr("__version__") = ZONERANK_VERSION;
  bind_core(m);
  bind_rules(m);
  bind_system(m);
  bind_data(m);
  bind_check(m);
  bind_prepare(m);
  bind_weights(m);
  bind_score(m);
  bind_aggregate(m);
  bind_statistics(m);
  bind_draws(m);
  bind_robust(m);
  bind_sensitivity(m);
  bind_explain(m);
  bind_figures(m);
  bind_plan(m);
  bind_reconcile(m);
  bind_targets(m);
  bind_drill(m);
  bind_custom(m);
}
