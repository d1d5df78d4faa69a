"""What lines say that belong to a page and not to its article: footers, labels, headings of lists.

The tables hold alternatives of regular expressions, parted by blanks; each is compiled when
it is first asked for.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_KEY = 400
"""Characters of a line that are compared."""

_LONGEST_MACHINERY, _LONGEST_CUT, _LONGEST_CREDITS = 50, 24, 60
"""Characters of a line of machinery, of a heading of other stories, of credits; a longer one
that begins alike is a sentence."""

_FOOTER = r"""
    copyright © 版权所有 版權所有 ICP[备備证] 京公网安备 网安备 All\sRights\sReserved 备案号
"""
_CONTACT = r"""
    许可证 許可證 举报电话 舉報電話 举报邮箱 违法和?不良信息 客服电话 客服热线 联系我们 聯絡我們
"""
_RIGHTS = r"""
    未经.{0,10}(?:授权|许可|允许|同意) (?:请|謝絕|谢绝|禁止|严禁|不得)(?:擅自|随意|任意)?(?:转载|轉載) 转载.{0,4}注明
    仅代表(?:作者|该|其) 不代表.{0,10}(?:观点|立场) 侵权.{0,8}(?:联系|删除|告知) 微信(?:公众)?号[:：]
    (?:发送邮件至|投稿邮箱|报料|爆料)(?:热线|电话|邮箱|[:：])
"""
_CUT_FIRST = r"""
    相关 相關 延伸 推荐 推薦 更多 往期 热门 熱門 精彩 最新 网友 網友 本站 猜你 今日 热点 熱點 编辑 精选 精選
"""
_CUT_SECOND = r"""
    阅读 閱讀 新闻 新聞 报道 報道 報導 链接 鏈接 連結 回顾 回顧 推荐 推薦 资讯 資訊 文章 评论 評論 内容 專題 专题 喜欢
    热点 精选 热榜 要闻 排行 视频推荐 标签 搜索
"""
_CUT = r"""
    延伸[·•]推荐 [为為][您你]推[荐薦] 猜[你您]喜[欢歡] [你您]可能(?:还|還|也)?(?:喜欢|喜歡|感兴趣)的?.{0,4} 大家[都还]在看
    热门排行 (?:全部|所有)?[評评][论論](?:区|區|列表|\s*[(（]?\d*条?[)）]?)? 发表评论 我要评论 网友热评 热评 更多
    (?:看过|读过).{0,6}还.{1,6} 热搜榜? 排行榜 点击排行 图片新闻 今日头条 24小时.{0,4} 最近更新 本文标签
    related\s(?:articles|posts|news|stories) read\smore comments? recommended
"""
_STAFF = r"""
    (?:责任|責任|本文|值班|文章|网络|执行|本期|栏目|微信|新媒体|图片|文字|视频)?(?:编辑|編輯)\s*[:：︰|｜/丨\s].{0,24}$
    (?:责编|責編|责任校对|校对|校對|审核|審核|审校|终审|初审|复审|编审|编校|监制|監製|签发|值班主任|值班编委|选稿|排版|统筹)[^。！？]{0,24}$
"""
_NOTICE = r"""
    原标题 本文原标题 原標題 原题[为:：] 免责声明 免責聲明 特别声明 特別聲明 版权声明 版權聲明 平台声明 郑重声明 声明[:：] 聲明[:：]
    转载请注明 轉載請註明 未经授权 未經授權 返回.{2,6}[，,]\s*查看更多 关键[字词][:：] 關鍵[字詞][:：] 标签[:：] 標籤[:：] tags?[:：]
    文章关键词 本文(?:为|系|由|是).{0,40}(?:原创|首发|独家|授权) 本文首发于 您的浏览器 此前报道[:：]
"""
_MACHINERY = r"""
    纠错 我要纠错 (?:文章|稿件|信息|本文|内容|新闻)?(?:来源|來源)\s*[:：︰|｜丨].{0,24}$ 往期回顾 (?:编辑|小编)推荐 推荐[:：]
    点击(?:进入|查看|阅读|下方) 点击.{0,6}订阅 扫码 扫一扫 长按(?:识别|二维码|关注) (?:欢迎)?关注.{0,12}(?:公众号|微信号|官方微信)
    分享让更多人 分享[到至] 打印本页 [【\[]?打印[】\]]?$ 打印\s 关闭窗口 [【\[]?关闭[】\]]?$ \+1$ 图集$
    [上下]一?(?:篇|页|頁|条|條|章)(?:[:：]|$|\s) 返回(?:首页|顶部|列表|上一页|栏目) 返回.{1,8}首页
    本文(?:转自|转载自|来自).{0,40}$ THE\s?END$ [—\-–]*\s*(?:END|完|全文完)\s*[—\-–]*$ 进入【 转播到 自动播放 Play\sVideo
    正在加载 加载中 字号 字體 字体[:：] (?:点击量?|浏览(?:量|次数)?|阅读(?:量|数|次数)?|人气|閱讀|訪問量|访问量)[:：]?\s*\d*次?$
    收藏本文 打开APP 打開APP 下载APP 立即下载 展开全文 阅读全文 閱讀全文 余下全文 查看原文 阅读原文 点赞$ 赞\s*\d*$ 喜欢\s*\d*$
    举报$ 舉報$ 举报[/／]反馈 投诉$ 收藏$ 分享$ 評論$ 评论\s*\d*$ 推荐\s*\d*$ 关闭$ 回复$ 海报$
    (?:\d+\s*)?(?:条评论|人参与|人评论|人阅读|次浏览|个赞) [—\-–=*_·.…\s]{3,}$
"""
_PROMOTION = r"""
    (?:扫描|长按|識別|识别|扫码|扫一扫|掃描).{0,12}(?:二维码|关注|下载|加入|下单|进群|識別|识别|解锁) 关注.{0,12}(?:公众号|视频号|我们|微信)
    点(?:击|个|亮)?.{0,6}(?:在看|阅读原文|名片|关注) (?:后台|公众号)?回复[【“"「].{1,12}[】”"」] 加(?:入)?.{0,8}(?:交流|读者|粉丝)群
    推荐阅读 往期(?:精彩|回顾|推荐) 分享.{0,4}点赞 一键三连 觉得(?:不错|好看).{0,12}(?:赞|在看|分享)
"""
_BELOW = r"""
    (?:查看|全部|网友|最新|热门)?(?:评论|評論|跟帖|跟贴|回帖)\s*[(（]?\d+.{0,30} .{0,6}(?:发表|發表|我要|写)(?:评论|評論|留言).{0,8}
    请?先?\s*登录.{0,4}后.{0,6}评论.{0,4} \d+\s*(?:条|則|则)(?:评论|評論|回复) 文明上网.{0,20}
    (?:已输入|还可以?输入|剩余)\s*\d+\s*/?\s*\d*\s*字.{0,6} 打赏 赞赏支持 喜欢作者 (?:分享|转发|推荐)[到至][:：]? [【\[]?我要?纠错[】\]]?
    查看评论 参与评论 用户评论 文章评论 暂无评论.{0,10} 还没有评论.{0,10}
"""
_DISCLAIMERS = (
    *("免责声明", "特别声明", "平台声明", "版权声明", "郑重声明"),
    *("免責聲明", "特別聲明", "版權聲明"),
)
_COUNTER = r"[\d,.]{1,8}(?:万|w|k|\+)? [×xX+＋\-|/>»›<·•]{1,3}"
_BUTTONS = r"""
    小 中 大 A\+?-? T\+?-? 打印 收藏 分享 微信 微博 QQ空间 QQ \+?关注 评论 听新闻 字号 字体 语音播报 播报 纠错 举报 转发 复制链接
    订阅 点赞 赞 加大 缩小 放大 正常 默认 返回 倍速 列印 臉書 朋友圈 \s [|｜/,，、:：()（）【】\[\]0-9]
"""
_MAKERS = "来源 來源 作者 记者 記者 责编 责任编辑 编辑 信息来源 原创 来自 來自 发布者 文章来源 稿件来源 稿源 出处 供稿 发布时间"
_BYLINE = rf"(?:{'|'.join(_MAKERS.split())}|通讯员|浏览次数|点击数)\s*[:：|｜丨/]"
_LABELLED = (
    rf"(?:{'|'.join(_MAKERS.split())}|发布日期|发表时间|發布時間|時間|时间|日期|编辑日期|更新时间"
    r"|浏览次数|点击数|阅读|字号|字体|發佈|發布)\s*[:：]"
)
_CREDITS = (
    r"(?:编辑|編輯|责编|責編|校对|审核|主编|监制|记者|作者|来源|來源|供稿|撰文|摄影)\s*[:：|｜丨/]"
)
_EDITOR = r"(?:编辑|編輯|责编|責編)\s*[:：|｜丨/]"
_LABEL = (
    r"(?:来源|來源|稿源|出处|出處|来自|來自|作者|记者|編輯|编辑|责编|發布|发布|发布者|发表|浏览|瀏覽|查看|点击|點擊|阅读|閱讀"
    r"|评论|評論|人气|人氣|字号|字體|字体|時間|时间)[^\s:：]{0,3}\s*(?:[:：︰︱|｜/丨]|于|於|\s)"
)
_OPENING = re.compile('^[　 【[(（<《★■●▶►☆—*｜|“"-]+')
_AROUND = "[　 【】\\[\\]《》<>「」：:>»›▼↓#|｜·•—*&/“”-]+"


@cache
def _any(table: str) -> re.Pattern[str]:
    return re.compile("|".join(table.split()), re.I)


@cache
def _cut_headings() -> re.Pattern[str]:
    first, second = "|".join(_CUT_FIRST.split()), "|".join(_CUT_SECOND.split())
    return re.compile(rf"(?:{first})(?:{second})|{'|'.join(_CUT.split())}", re.I)


@cache
def _around() -> re.Pattern[str]:
    return re.compile(f"^{_AROUND}|{_AROUND}$")


@cache
def _button_row() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_BUTTONS.split())})+")


def key(text: str) -> str:
    """Return what makes two lines the same: letters and digits of one width and case, of the
    first 400 characters."""
    text = unicodedata.normalize("NFKC", text[:_KEY]).casefold()
    return "".join([char for char in text if char.isalnum()])


def is_footer(text: str) -> bool:
    """Whether the line stands at the foot of a page: owner, licence, complaints."""
    if len(text) < _LONGEST_CREDITS and _any(_CONTACT).search(text):
        return True
    return len(text) < _KEY and bool(_any(_FOOTER).search(text))


def is_rights(text: str) -> bool:
    """Whether a short line is about who may copy the article, or how to reach the site."""
    found = len(_any(_RIGHTS).findall(text)) if len(text) < _KEY else 0
    return found > (0 if len(text) < 2 * _LONGEST_CREDITS else 1)


def is_cut(text: str) -> bool:
    """Whether the line is a heading after which other stories or comments come."""
    return len(text) <= _LONGEST_CUT and bool(_cut_headings().fullmatch(_around().sub("", text)))


def is_dropped(text: str) -> bool:
    """Whether the line belongs to the page's machinery: editor, notices, sharing, pager."""
    start = _OPENING.sub("", text)
    if _any(_NOTICE).match(start) or _any(_STAFF).match(start):
        return True
    return len(text) <= _LONGEST_MACHINERY and bool(_any(_MACHINERY).match(start))


def is_below(text: str) -> bool:
    """Whether the line stands below articles only: a disclaimer, a form or a count of comments."""
    if len(text) >= 150:
        return False
    start = _around().sub("", text)
    return start.startswith(_DISCLAIMERS) or bool(_any(_BELOW).fullmatch(start))


def is_end(text: str) -> bool:
    """Whether the line, below text, says that the article has ended: its editor, a heading of
    other stories, what stands below articles only."""
    is_staff = len(text) <= _LONGEST_CREDITS and re.search(_EDITOR, text)
    return bool(is_staff) or is_cut(text) or is_below(text)


def is_promotion(text: str) -> bool:
    """Whether the line asks to scan, follow, share or like."""
    return len(text) < _LONGEST_CREDITS and bool(_any(_PROMOTION).search(text))


def is_counter(text: str) -> bool:
    """Whether the line is a number or a lone sign. 01 is none: articles number their parts so."""
    is_part = len(text) == 2 and text[0] == "0"
    return not is_part and bool(_any(_COUNTER).fullmatch(text))


def is_button(text: str) -> bool:
    """Whether the line is made of buttons: size of letters, sharing, listening."""
    is_short = len(text) < _LONGEST_CUT and not text.isdecimal()
    return is_short and bool(_button_row().fullmatch(text))


def is_byline(text: str) -> bool:
    """Whether a short line begins with a label of who made the article, not of what it tells."""
    is_short = len(text) < _LONGEST_CREDITS and text[-1] != "。"
    return is_short and bool(re.match(_BYLINE, _OPENING.sub("", text)))


def is_credits(text: str) -> bool:
    """Whether a short line names who made the article, anywhere in it."""
    is_short = len(text) < _LONGEST_CREDITS and not any(mark in text for mark in "，。！？")
    return is_short and bool(re.search(_CREDITS, text))


def is_labelled(text: str) -> bool:
    """Whether the line begins with a label of an info line (来源: …)."""
    return bool(re.match(_LABELLED, _OPENING.sub("", text)))


def has_source(text: str) -> bool:
    """Whether the line has the label of a source anywhere in it."""
    return bool(re.search(r"(?:来源|來源|稿源|出处|出處)\s*[:：]", text))


def has_label(text: str) -> bool:
    """Whether the line has a label of an info line anywhere in it."""
    return bool(re.search(_LABEL, text))
