"""Every text of the help of the command line, in Chinese by its English. A test finds what is missing or left over."""

TEXTS = {
    "Ranking indicators of high-tech zones, from raw statistics to ranks.": "高新区评价指标排名：从原始统计数据到名次。",
    "exit codes: 0 done, 1 data problems, 2 usage, 130 interrupted": "退出码：0 完成，1 数据有问题，2 用法错误，130 被中断",
    # titles of groups
    "positional arguments": "位置参数",
    "options": "选项",
    "reading": "读取",
    "method": "方法",
    "what varies": "变动的因素",
    "draws": "抽取",
    "points": "样本点",
    # every command
    "show this help message and exit": "显示本帮助后退出",
    "show program's version number and exit": "显示版本号后退出",
    "language of headings and messages": "表头和提示信息的语言",
    "write %(what)s instead of printing: .csv, .xlsx, .parquet or .json; - prints it as CSV": (
        "把%(what)s写入文件而不显示：.csv、.xlsx、.parquet 或 .json；- 表示以 CSV 输出到标准输出"
    ),
    "the table": "表格",
    "the list": "清单",
    "the ranking (.xlsx: every table)": "排名（.xlsx 含全部表格）",
    "the distribution of ranks (.xlsx: every table)": "名次分布（.xlsx 含全部表格）",
    "the explanation (.xlsx: every table)": "名次构成（.xlsx 含全部表格）",
    "the bounds of ranks (.xlsx: every table)": "名次界限（.xlsx 含全部表格）",
    "the indices (.xlsx: every table)": "敏感性指数（.xlsx 含全部表格）",
    "print the table as JSON, a list of rows": "以 JSON 输出表格（由各行组成的列表）",
    # commands
    "List the indicator systems, or show one with its formulas.": "列出指标体系，或显示其中一个及其公式。",
    "List the methods of every stage, with their options and defaults.": "列出各环节的方法及其参数和默认值。",
    "List what of the data has to be corrected, or explained in writing.": "列出数据中需要更正或书面说明的问题。",
    "Add enterprises up to fields of zone and year.": "把企业数据汇总为高新区各年的字段。",
    "Overall and first-level scores and ranks of the zones.": "各高新区总分、一级指标得分和名次。",
    "Second-level indicators: one column an indicator id.": "二级指标数值：每个指标一列。",
    "What the rank of a zone is made of: places, distances, strengths and weaknesses.": (
        "一个高新区的名次由什么构成：名次得失、差距、强项和弱项。"
    ),
    "The ranking with other figures of some zones: new values, scores and ranks.": (
        "改变部分高新区的数据后重新排名：新的数值、得分和名次。"
    ),
    "Why ranks moved since another year: own figures, others' figures, bounds, membership, method.": (
        "名次为什么变动：自身数据、其他高新区数据、上下限、参评范围、方法各占多少。"
    ),
    "How sure the ranks are: rankings redrawn with other weights and methods.": (
        "名次有多可靠：改变权重和方法后重新排名。"
    ),
    "The best and the worst rank of every zone under a whole set of weights, proved.": (
        "在一整组权重下，每个高新区可证明的最好和最差名次。"
    ),
    "Which weights, methods and errors move the ranks most: Sobol indices.": (
        "哪些权重、方法和误差对名次影响最大：Sobol 指数。"
    ),
    "Write an empty workbook with the headings, units and notes of a system.": (
        "生成空白工作簿，含指标体系的表头、单位和说明。"
    ),
    "Write made-up enterprise records in the layout of the forms.": "按统计报表的格式生成虚构的企业数据。",
    "Print the script that completes commands and options in your shell.": "输出命令行自动补全脚本。",
    # systems, methods, completion
    "a system's id, or the path of a .toml file": "指标体系的标识，或 .toml 文件的路径",
    "one stage alone: %(words)s": "只列一个环节：%(words)s",
    "bash, zsh or fish": "bash、zsh 或 fish",
    # input
    ".csv, .xlsx, .parquet or .json files, patterns or folders of zones and enterprises; - reads CSV from standard "
    "input": "高新区和企业数据的 .csv、.xlsx、.parquet 或 .json 文件、通配符或文件夹；- 表示从标准输入读取 CSV",
    "a system's id, or a .toml file": "指标体系的标识，或 .toml 文件",
    "data year (the latest); also that of files without a column of years": "数据年份（默认最近一年）；也用于没有年份列的文件",
    "which figure holds where a zone's own contradicts its enterprises": "高新区填报数与企业汇总数不一致时以哪个为准",
    "read this sheet of workbooks alone; may be repeated; of one workbook write book.xlsx[NAME]": (
        "只读取工作簿中的这个工作表；可重复；仅对一个工作簿可写 book.xlsx[NAME]"
    ),
    "0: the cores allowed": "线程数；0 为可用的全部核心",
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
    "print every finding, not the first of a rule": "显示全部问题，而非每条规则的前几个",
    "findings about this zone alone; may be repeated": "只显示该高新区的问题；可重复",
    "duckdb: for files larger than memory": "汇总引擎；duckdb 用于大于内存的文件",
    "also by section, division or code of the industry, or by the groups of a .csv with code, group": (
        "同时按行业门类（section）、大类（division）或代码（code）汇总，或按含 code、group 两列的 .csv 分组"
    ),
    "this zone alone; may be repeated": "只要该高新区；可重复",
    "print the first N zones only": "只显示前 N 个高新区",
    "what -o writes, when not .xlsx": "-o 写入哪张表（.xlsx 除外）",
    "also print this zone's ranks, boards and indicators; may be repeated": "同时显示该高新区的名次、长短板和指标；可重复",
    "also rank inside groups of zones: a column of the input, as in 省份; or group, with --groups": (
        "同时在组内排名：按输入中的一列（如 省份），或与 --groups 同用时写 group"
    ),
    "write the bounds used, for --bounds next time": "写出所用的上下限，供下次 --bounds 使用",
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
    "of uniform weights: 0.25 is +-25 %% (0.25)": "uniform 权重的幅度：0.25 即 ±25 %%（0.25）",
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
    # uncertainty, robust, sensitivity
    "print this zone alone: its ranks and their proved bounds": "只显示该高新区：名次及其可证明的界限",
    "rankings redrawn (10000)": "重新排名的次数（10000）",
    "the same seed gives the same draws (1)": "随机种子，相同的种子抽取结果相同（1）",
    "stop once quantiles are within N places": "分位名次的误差不超过 N 位时停止",
    "stop after so many seconds": "到这么多秒时停止",
    "print this zone alone: its bounds and the weights that attain them": "只显示该高新区：名次界限及达到界限的权重",
    "also the smallest change of the weights that brings the second zone level with the first": (
        "同时给出使后一个高新区追平前一个的最小权重变动"
    ),
    "what moves this zone alone, not the mean shift of all ranks": "只看影响该高新区的因素，而非全部名次的平均变动",
    "of --zone: its rank or its score (rank)": "与 --zone 同用：看名次还是得分（rank）",
    "how much pairs of factors do together, in place of single ones": "列出两个因素的共同作用，而非单个因素",
    "a power of two (256)": "样本点数，须为 2 的幂（256）",
    "repetitions, for the intervals (16)": "重复次数，用于误差估计（16）",
    # explain
    "the zone whose rank is explained": "要说明其名次的高新区",
    "what its score is compared with: median, mean, ahead (the zone just ahead), or a zone (median)": (
        "得分与谁比较：median（中位数）、mean（平均值）、ahead（前一名）或一个高新区（median）"
    ),
    "also how far each indicator is from the zone at this rank": "同时给出各指标与该名次的高新区的差距",
    "also how far each indicator is from this zone": "同时给出各指标与该高新区的差距",
    "split the rank among these zones alone, not among all; may be repeated": (
        "只在这些高新区之间分解名次，而非全部；可重复"
    ),
    "a zone by whose values the zone's are divided; may be repeated": "标杆高新区：用其数值作除数；可重复",
    # what-if
    "the new ranks (.xlsx: every table)": "新名次（.xlsx 含全部表格）",
    "the changes: a table with the columns zone, field, value (1200, +200, +10 %%, blank) and perhaps year, or a .toml "
    "file with a table for each zone": (
        "改动内容：含 zone、field、value（1200、+200、+10 %%、blank）列及可选 year 列的表格，或每个高新区一节的 .toml 文件"
    ),
    # change
    "the causes (.xlsx: every table)": "各原因的影响（.xlsx 含全部表格）",
    "the year that ranks are compared with, of INPUT too": "与哪一年的名次比较，数据同样取自 INPUT",
    "the system of that year where it is another one, or another edition: an id, or a .toml file": (
        "该年使用的指标体系（与今年不同或为另一版本时）：标识或 .toml 文件"
    ),
    "print this zone alone: its indicators, their fields, whom it passed": (
        "只显示该高新区：各指标和字段的影响，超过了谁"
    ),
    "one more year of INPUT for the milestones, as in best rank of the years; may be repeated": (
        "判断历年最好名次等里程碑时另加的年份，数据取自 INPUT；可重复"
    ),
    "rankings redrawn for the noise band; 0: none, and no band (10000)": (
        "计算误差带时重新排名的次数；0 为不计算误差带（10000）"
    ),
    # template, sample
    "the .xlsx file to write": "要写入的 .xlsx 文件",
    "which tables (both)": "生成哪些表（both）",
    "form codes as headings instead of titles": "以报表代码作表头，而非名称",
    "also fields that no indicator needs": "同时包括没有指标用到的字段",
    "names to fill in: text, one a line": "要填入的名称：文本文件，每行一个",
    "data year to fill in beside them": "与名称一并填入的数据年份",
    "folder to write into": "写入的文件夹",
    "about N a year (140000)": "每年约 N 家企业（140000）",
    "zones (169)": "高新区个数（169）",
    "first of the years (2017)": "起始年份（2017）",
    "years (3)": "年数（3）",
    "the same seed gives the same bytes (1)": "随机种子，相同的种子结果逐字节相同（1）",
}
