"""Texts of the help that are of no command alone, in Chinese by their English. A test finds what is missing or left over."""

TEXTS = {
    "Ranking indicators of high-tech zones, from raw statistics to ranks.": "高新区评价指标排名：从原始统计数据到名次。",
    "exit codes: 0 done, 1 data problems, 2 usage, 130 interrupted": "退出码：0 完成，1 数据有问题，2 用法错误，130 被中断",
    # titles of groups
    "options": "选项",
    "positional arguments": "位置参数",
    "reading": "读取",
    "method": "方法",
    "what varies": "变动的因素",
    # every command
    "show this help message and exit": "显示本帮助后退出",
    "show program's version number and exit": "显示版本号后退出",
    "language of headings and messages": "表头和提示信息的语言",
    "write %(what)s instead of printing: .csv, .xlsx, .parquet or .json; - prints it as CSV": (
        "把%(what)s写入文件而不显示：.csv、.xlsx、.parquet 或 .json；- 表示以 CSV 输出到标准输出"
    ),
    "the table": "表格",
    "print what was written as JSON: a list of rows with file, kind, zone and bytes": (
        "以 JSON 列出写入的文件，每个文件一行：file、kind、zone、bytes"
    ),
    "print the table as JSON, a list of rows": "以 JSON 输出表格（由各行组成的列表）",
    # input
    ".csv, .xlsx, .parquet or .json files, patterns or folders of zones and enterprises; - reads CSV from standard "
    "input": "高新区和企业数据的 .csv、.xlsx、.parquet 或 .json 文件、通配符或文件夹；- 表示从标准输入读取 CSV",
    "a system's id, or a .toml file": "指标体系的标识，或 .toml 文件",
    "data year (the latest); also that of files without a column of years": "数据年份（默认最近一年）；也用于没有年份列的文件",
    "which figure holds where a zone's own contradicts its enterprises": "高新区填报数与企业汇总数不一致时以哪个为准",
    "read this sheet of workbooks alone; may be repeated; of one workbook write book.xlsx[NAME]": (
        "只读取工作簿中的这个工作表；可重复；仅对一个工作簿可写 book.xlsx[NAME]"
    ),
    "threads to use; 0: the cores allowed": "线程数；0 为可用的全部核心",
    "list all notices, not three a kind": "列出全部提示，而非每类三条",
    # reading
    "how the tables are laid out; recognised by default": "表格的版式；默认自动识别",
    "the column that names the zones": "高新区名称所在的列",
    "the column of years": "年份所在的列",
    "read a heading as another; may be repeated": "把一个表头读作另一个；可重复",
    "the same from a file with the columns old, new": "同上，取自含 old、new 两列的文件",
    "one name for zones written differently: columns variant, name": "统一高新区的不同写法：含 variant、name 两列的文件",
    "this row is a zone although it looks like a total or a mean; may be repeated": (
        "该行虽像合计或平均，但确为高新区；可重复"
    ),
    "leave this zone out; may be repeated": "不读取该高新区；可重复",
    "cells that say that there is no value, as in NR,Reporter": "表示没有数值的单元格内容，如 NR,Reporter",
    "a footnote mark that may follow a number, as in --ignore-mark e for 4.1e; may be repeated": (
        "数字后可带的脚注标记，如 --ignore-mark e 对应 4.1e；可重复"
    ),
    "what a band such as 801-850 is read as; an error by default": "区间（如 801-850）按何值读取；默认报错",
    "of text files, as in big5; UTF-8, UTF-16, GB18030 are recognised": (
        "文本文件的编码，如 big5；UTF-8、UTF-16、GB18030 自动识别"
    ),
    "decimal sign of text files; found out by default": "文本文件的小数点符号；默认自动判断",
    # check, rollup, rank, indicators
    "this zone alone; may be repeated": "只要该高新区；可重复",
    "print the first N zones only": "只显示前 N 个高新区",
    "also how far the targets of this file are reached": "同时说明该文件中各项目标的进度",
    "when the figures are of, such as 2021-06 (the year's end)": "数据截至何时，如 2021-06（默认年末）",
    "also rank inside groups of zones: a column of the input, as in 省份; or group, with --groups": (
        "同时在组内排名：按输入中的一列（如 省份），或与 --groups 同用时写 group"
    ),
    # method
    "file with indicator, lower, upper: score against these": "含 indicator、lower、upper 的文件：按这些上下限打分",
    "bounds of one indicator (its id, code or name), in its unit; may be repeated": (
        "一个指标（标识、代码或名称）的上下限，按其单位；可重复"
    ),
    "file with zone, group: groups of zones, for imputation by group and --within": (
        "含 zone、group 的文件：高新区分组，用于按组插补和 --within"
    ),
    "only indicators that all zones have (or N of them)": "只用全部（或至少 N 个）高新区都有的指标",
    "What each method does, and its options: zonerank methods": "各方法的含义和参数见 zonerank methods",
    "one of: %(words)s": "可选：%(words)s",
    "an option of these methods, as in a system's [method]: --set percentile_low=5; may be repeated": (
        "方法的参数，写法同指标体系文件的 [method]：--set percentile_low=5；可重复"
    ),
    "which rank equal scores share (min)": "得分相同者的名次取法（min）",
    "share of a group's weight that a zone must have (0.8)": "高新区在一组内至少须有数据的权重比例（0.8）",
    "score of the worst bound (0)": "最差界限的得分（0）",
    "score of the best bound (100)": "最优界限的得分（100）",
    # what varies
    "how weights are drawn: %(ways)s (uniform)": "权重的抽取方式：%(ways)s（默认 uniform）",
    "methods among which a draw chooses: normalization=min-max,z-score; stages: %(stages)s; may be repeated": (
        "每次抽取所选用的方法：normalization=min-max,z-score；环节：%(stages)s；可重复"
    ),
    "of uniform weights: 0.25 is ±25 %% (0.25)": "uniform 权重的幅度：0.25 即 ±25 %%（0.25）",
    "of dirichlet weights (100)": "dirichlet 权重的集中度（100）",
    "shares of an indicator or group in its group: knowledge=0.2:0.4; may be repeated": (
        "指标或分组在其组内的权重范围：knowledge=0.2:0.4；可重复"
    ),
    "any weights in this order inside a group, greatest first": "组内按此次序（由大到小）的任意权重",
    "whose weights (all)": "哪一级的权重变动（all）",
    "a draw may leave out one indicator": "每次抽取可去掉一个指标",
    "error of measurement of a field or indicator, a share of the value: rd_spending=0.05; kinds normal, lognormal, "
    "uniform, rounding (the step); may be repeated": (
        "字段或指标的测量误差，占数值的比例：rd_spending=0.05；"
        "类型 normal、lognormal、uniform、rounding（步长）；可重复"
    ),
    "scores by reviewer (item, zone, reviewer, score, and year): every draw picks reviewers anew; their means are the "
    "figures where INPUT has none": (
        "专家评分（item、zone、reviewer、score 及 year）：每次重新抽取专家；INPUT 中没有的数值取其均值"
    ),
    # redrawn rankings
    "the same seed gives the same draws (1)": "随机种子，相同的种子抽取结果相同（1）",
}
