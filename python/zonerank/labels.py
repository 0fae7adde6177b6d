"""Words of tables in both languages."""

from __future__ import annotations

from .units import heading_unit

WORDS = {
    "zone": ("zone", "高新区"),
    "year": ("year", "年份"),
    "overall": ("overall", "总分"),
    "rank": ("rank", "排名"),
    "score": ("score", "得分"),
    "within": ("within", "所在组"),
    "overall_rank_within": ("rank within", "组内排名"),
    "why_no_scores": ("why no scores", "无平均得分的原因"),
    "reason": ("reason", "原因"),
    "boundaries": ("zone's boundaries changed", "区划调整"),
    "entered": ("newly covered", "新入统"),
    "left": ("no longer covered", "调出"),
    "merger": ("merger or acquisition", "并购"),
    "definition": ("definition changed", "口径变化"),
    "typing_error": ("filled in wrongly", "填报错误"),
    "this_year": ("this year", "本年值"),
    "change": ("change", "变动"),
    "years": ("two years", "两年对照"),
    "n_missing": ("indicators missing", "缺失指标数"),
    "nominal_rank": ("nominal", "原排名"),
    "comparable_figure": ("comparable figure", "同口径上年数"),
    "points_of_percent": ("points of +1 %", "增加 1 % 的分数"),
    "places_of_percent": ("places of +1 %", "增加 1 % 的名次"),
    "overall_left": ("points a unit, falling", "每减一单位的分数斜率"),
    "overall_right": ("points a unit, rising", "每增一单位的分数斜率"),
    "margin_left": ("lead a unit, falling", "每减一单位的分差斜率"),
    "margin_right": ("lead a unit, rising", "每增一单位的分差斜率"),
    "not_followed": ("not followed", "无法求导的指标"),
    "levers": ("levers", "单项调整"),
    "today": ("today", "现值"),
    "needed": ("needed", "所需数值"),
    "percent": ("change", "变动"),
    "not_reachable": ("not reachable", "达不到"),
    "rank_reached": ("rank reached", "可达名次"),
    "best_at": ("best rank at", "最好名次时的数值"),
    "nearest_proved": ("nearest, proved", "证明为最近"),
    "lower_limit": ("from", "试算下限"),
    "upper_limit": ("to", "试算上限"),
    "figure_median": ("median", "中位数"),
    "rank_at_median": ("rank at it", "取中位数时的名次"),
    "figure_quartile": ("better quartile", "前四分之一"),
    "rank_at_quartile": ("rank at it ", "取前四分之一时的名次"),
    "figure_ahead": ("zone ahead", "前一名的数值"),
    "rank_at_ahead": ("rank at that", "取前一名数值时的名次"),
    "derivatives": ("derivatives", "导数"),
    "derivatives_of_groups": ("groups", "一级指标导数"),
    "median_rank": ("median", "中位排名"),
    "rank_q5": ("5 %", "5 % 分位"),
    "rank_q95": ("95 %", "95 % 分位"),
    "best_rank": ("best", "最好"),
    "worst_rank": ("worst", "最差"),
    "p_nominal_or_better": ("P(nominal or better)", "名次不差于原排名的概率"),
    "mean_rank": ("mean rank", "平均排名"),
    "sd_rank": ("sd of rank", "排名标准差"),
    "mean_score": ("mean score", "平均得分"),
    "sd_score": ("sd of score", "得分标准差"),
    "score_q5": ("score, 5 %", "得分 5 % 分位"),
    "score_q95": ("score, 95 %", "得分 95 % 分位"),
    "uncertainty": ("uncertainty", "不确定性"),
    "robust": ("bounds of ranks", "名次界限"),
    "best": ("best attained", "可达最好"),
    "worst": ("worst attained", "可达最差"),
    "best_outer": ("never better than", "不会好于"),
    "worst_outer": ("never worse than", "不会差于"),
    "best_exact": ("best is exact", "最好为确值"),
    "worst_exact": ("worst is exact", "最差为确值"),
    "best_weights": ("weight at the best", "最好名次时的权重"),
    "worst_weights": ("weight at the worst", "最差名次时的权重"),
    "ahead": ("always ahead", "必然领先"),
    "least_lead": ("least lead", "最小领先分"),
    "sensitivity": ("sensitivity", "敏感性"),
    "convergence": ("convergence", "收敛情况"),
    "factor": ("factor", "因素"),
    "other": ("other factor", "另一因素"),
    "first": ("alone", "单独作用"),
    "total": ("with others", "总作用"),
    "second": ("together", "共同作用"),
    "first_error": ("± alone", "单独作用误差"),
    "total_error": ("± with others", "总作用误差"),
    "second_error": ("± together", "共同作用误差"),
    "places": ("places", "名次变动"),
    "quarter": ("a quarter of the points", "四分之一样本"),
    "half": ("half of the points", "半数样本"),
    "all": ("all points", "全部样本"),
    "frequency": ("frequency", "排名频率"),
    "most_often": ("ranks most often", "最常出现的排名"),
    "assumed_weight": ("assumed weight", "推定权重占比"),
    "percentile_bounds": ("percentile bounds", "百分位上下限"),
    "gaps_0": ("missing = worst", "缺失记最低分"),
    "gaps_1": ("missing = best", "缺失记最高分"),
    "indicator": ("indicator", "指标"),
    "unit": ("unit", "单位"),
    "value": ("value", "数值"),
    "weight": ("weight", "权重"),
    "why": ("why missing", "缺失原因"),
    "lower": ("lower bound", "下限"),
    "upper": ("upper bound", "上限"),
    "about": ("about", "说明"),
    "ranking": ("ranking", "排名"),
    "indicators": ("indicators", "指标值"),
    "scores": ("scores", "指标得分"),
    "alternatives": ("alternatives", "其他口径"),
    "bounds": ("bounds", "上下限"),
    "weights": ("weights", "权重"),
    "missing": ("missing", "缺失"),
    "system": ("system", "指标体系"),
    "notices": ("notices", "提示"),
    "id": ("id", "标识"),
    "zh": ("zh", "中文名称"),
    "en": ("en", "英文名称"),
    "name_status": ("name status", "名称依据"),
    "formula_status": ("formula status", "公式依据"),
    "weight_status": ("weight status", "权重依据"),
    "given": ("given", "是否给定"),
    "left_out": ("left out", "未计入原因"),
    "notice": ("notice", "提示"),
    "direction": ("direction", "方向"),
    "formula": ("formula", "公式"),
    "status": ("status", "依据"),
    "code": ("code", "代码"),
    "group": ("group", "分组"),
    "severity": ("severity", "级别"),
    "place": ("place", "位置"),
    "problem": ("problem", "问题"),
    "cure": ("what to do", "处理办法"),
    "rule": ("rule", "规则"),
    "enterprise": ("enterprise", "企业"),
    "field": ("field", "字段"),
    "last_year": ("last year", "上年值"),
    "explanation": ("explanation", "情况说明"),
    "query": ("query", "待说明"),
    "level": ("level", "层级"),
    "checked": ("checked", "核对次数"),
    "found": ("found", "发现"),
    "checks": ("checks", "审核规则"),
    "findings": ("findings", "审核清单"),
    "summary": ("summary", "各规则汇总"),
    "sign": ("not negative", "不为负"),
    "jump": ("jump", "较上年变动"),
    "unit-slip": ("unit slip", "单位疑错"),
    "unlike-zone": ("unlike the zone", "与本高新区不符"),
    "error": ("error", "错误"),
    "imputed": ("imputed", "插补清单"),
    "treated": ("treated", "异常值处理清单"),
    "before": ("before", "处理前"),
    "after": ("after", "处理后"),
    "how": ("how", "处理方式"),
    "method": ("method", "方法"),
    "stage": ("stage", "环节"),
    "options": ("options and defaults", "参数及默认值"),
    "imputation": ("imputation", "缺失值插补"),
    "treatment": ("treatment", "异常值处理"),
    "normalization": ("normalization", "无量纲化"),
    "aggregation": ("aggregation", "合成"),
    "effective": ("effective weight", "有效权重"),
    "strong_groups": ("strong groups", "长板"),
    "even_groups": ("even groups", "底板"),
    "percentage_points": ("pp", "个百分点"),
    "weak_groups": ("weak groups", "短板"),
    "strongest": ("strongest indicators", "最强指标"),
    "weakest": ("weakest indicators", "最弱指标"),
    "verified": ("verified", "已验证"),
    "implementation": ("implementation", "第三方实现"),
    "seed": ("seed", "讲话列举"),
    "inferred": ("inferred", "推断"),
    "supplied": ("supplied", "高新区填报"),
    "assumed": ("assumed", "推定"),
    "secondary source": ("secondary source", "二手来源"),
    "explain": ("explanation", "名次构成"),
    "what_if": ("what if", "情景模拟"),
    "values": ("values", "变动的数值"),
    "moved": ("places gained", "名次升降"),
    "rank_before": ("rank before", "原名次"),
    "score_before": ("score before", "原得分"),
    "value_before": ("value before", "原数值"),
    "rank_changes": ("rank changes", "名次变动"),
    "own_figures": ("own figures", "自身数据"),
    "other_figures": ("others' figures", "其他高新区数据"),
    "membership": ("membership", "参评范围"),
    "within_noise": ("within the band", "在误差带内"),
    "noise": ("noise band ±", "误差带 ±"),
    "percentile_before": ("percentile before", "原百分位"),
    "score_own": ("score: own figures", "得分：自身数据"),
    "score_bounds": ("score: bounds", "得分：上下限"),
    "score_method": ("score: method", "得分：方法"),
    "fields": ("fields", "字段影响"),
    "year_before": ("year before", "原年份"),
    "figure_before": ("figure before", "原数据"),
    "figure": ("figure", "数据"),
    "part": ("part", "影响"),
    "part_unit": ("unit of the part", "影响的单位"),
    "passings": ("passings", "超越情况"),
    "passed": ("passed", "是否超过"),
    "points": ("points", "分差变动"),
    "milestones": ("milestones", "里程碑"),
    "milestone": ("milestone", "里程碑"),
    "top": ("top", "前几位"),
    "n": ("years", "年数"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "best_of_years": ("best of the years", "历年最好"),
    "first_in_top": ("first time in the top", "首次进入前几位"),
    "years_in_top": ("years in a row in the top", "连续在前几位"),
    "strengths": ("strengths", "强项"),
    "weaknesses": ("weaknesses", "弱项"),
    "obstacles": ("obstacles", "障碍度"),
    "ratios": ("ratios", "与标杆之比"),
    "ranks_within": ("ranks within", "组内名次"),
    "kind": ("kind", "类型"),
    "places_gained": ("places", "名次得失"),
    "contribution": ("contribution", "得分贡献"),
    "of": ("of", "参评数"),
    "to_median": ("to the median", "距中位数"),
    "to_quartile": ("to the best quarter", "距前四分之一"),
    "to_next": ("to the next better", "距前一名"),
    "to_rank": ("to that rank", "距该名次"),
    "to_zone": ("to that zone", "距该高新区"),
    "percentile": ("percentile", "百分位"),
    "obstacle_degree": ("obstacle degree", "障碍度"),
    "boards": ("boards", "长短板"),
    "board": ("board", "长短板"),
    "strong": ("strong", "长板"),
    "even": ("even", "底板"),
    "weak": ("weak", "短板"),
    "first_level": ("first level", "一级指标"),
    "name": ("name", "名称"),
    "document": ("document", "文件"),
}


def colon(lang: str) -> str:
    """What stands between a name and what is said of it."""
    return "：" if lang == "zh" else ": "


def word(key: str, lang: str) -> str:
    return WORDS[key][1 if lang == "zh" else 0] if key in WORDS else key


def title(item, lang: str) -> str:
    """The name of a group, an indicator or a field in the language, else its id."""
    named = item.zh if lang == "zh" else item.en
    return named or getattr(item, "id", None) or item.name


def zone_title(system, lang: str) -> str:
    """What the system calls a zone: its own heading, else 高新区."""
    return system.zone_titles[0] if system.zone_titles else word("zone", lang)


def field_titles(columns, system, lang: str) -> list[str]:
    """Headings of raw statistics, which are read back under them: the field's name and unit."""
    fields = {f.name: f"{title(f, lang)}({heading_unit(f.unit, lang)})" for f in system.fields}
    fields |= {f"{f.name}@previous": f"{title(f, lang)}@previous({heading_unit(f.unit, lang)})" for f in system.fields}
    fields["zone"] = zone_title(system, lang)
    return [fields.get(column) or word(column, lang) for column in columns]


def indicator_titles(columns, system, lang: str) -> list[str]:
    """Headings of indicator values: the indicator's name and unit."""
    named = {i.id: f"{title(i, lang)}({heading_unit(i.unit, lang)})" for i in system.indicators}
    named["zone"] = zone_title(system, lang)
    return [named.get(column) or word(column, lang) for column in columns]


def column_titles(columns, system, lang: str) -> list[str]:
    """Headings of a result's columns: the names of indicators and groups, and of their ranks."""
    named = {item.id: title(item, lang) for item in [*system.indicators, *system.groups]}
    named["zone"] = zone_title(system, lang)

    def heading(column: str) -> str:
        base = column.removesuffix("_rank")
        if base != column and (base in named or base in WORDS):
            return f"{named.get(base) or word(base, lang)} {word('rank', lang)}"
        return named.get(column) or word(column, lang)

    return [heading(column) for column in columns]
