"""Article pages written for the tests: layouts as different as Chinese sites have them.

Every page tells a piece of the same invented story; what differs is the page around it.
"""

from __future__ import annotations

from tnews.model.record import Record

STORY = (
    "青石镇图书馆上周六重新开门，三百多位居民排着队走进了这座关闭两年的老楼，门口的石阶上坐满了等着办证的孩子。",
    "馆长说，这次修缮没有改动外墙，只把漏雨的屋顶换成了新瓦，又在二楼加了一间能坐六十人的自习室，晚上九点才关灯。",
    "“以前下雨天要拿脸盆接水，书架都得往中间挪。”在馆里工作了十九年的管理员一边理书一边回忆，“现在终于不用担心了。”",
    "据介绍，修缮一共花了四百二十万元，其中一半来自县里的文化专项资金，另一半由镇上的企业和在外的同乡捐助。",
    "记者看到，一楼新设的儿童区铺着木地板，窗边的矮书架上放着两千多册绘本，几位老人正带着孙辈坐在地上翻看。",
    "镇里还打算从下个月起，每逢周末请退休教师来讲本地的旧事，讲稿整理以后会放进地方文献室，供人查阅。",
    "县文化馆的负责人表示，全县还有七座同样年纪的老图书馆，它们的修缮方案已经报送审批，预计明年春天陆续开工。",
    "对附近的住户来说，最大的变化是不必再坐四十分钟的公交车去县城借书，家门口就能办理通借通还，一张卡最多可以借十本。",
    "傍晚时分，最后一批读者陆续离开，自习室里仍有十几个准备考试的年轻人，灯光从新换的玻璃窗里透出来，照在门前的石板路上。",
    "按照计划，图书馆将在年底前完成全部藏书的编目，届时居民在手机上就能查到每一本书放在哪个书架的哪一层。",
)
TITLE = "青石镇老图书馆修缮两年后重新开门"
HEADLINES = (
    "县城到青石镇的公交线路下月起加密班次",
    "河堤步道春季种下两千株樱花树苗",
    "镇中心小学食堂改用本地蔬菜供应",
    "老粮站将改建为居民健身和演出场地",
    "三月以来全县降雨偏少水库蓄水仍够用",
    "返乡青年把废弃砖窑做成了陶艺工坊",
    "青石豆腐制作技艺列入县级保护名录",
    "乡村医生值班表今起可以在网上查询",
)
REMARKS = (
    "太好了，周末就带孩子去看看，小时候我也在那里写过作业。",
    "希望自习室能开到晚上十点，考试前真的不够用。",
    "捐款名单能不能公布一下？大家心里也好有个数。",
    "屋顶总算修好了，以前一到梅雨季书都是潮的。",
    "建议把旧报纸也扫描出来，我爷爷写过的文章都在里面。",
    "门口停车是个问题，骑车去的人记得早点到。",
)


class Case(Record):
    """A page and what is to be read from it; `published` in Chinese time, "" where unknown."""

    name: str
    html: str
    title: str = TITLE
    source: str = ""
    author: str = ""
    editor: str = ""
    published: str = ""
    section: str = ""
    body: tuple[str, ...] = ()
    kinds: str = ""
    """Kinds of the blocks in order, where the page is about them."""


def paragraphs(texts: tuple[str, ...], tag: str = "p", attributes: str = "") -> str:
    return "".join(f"<{tag}{attributes}>{text}</{tag}>\n" for text in texts)


def links(count: int = 8, row: str = "<li><a href='/n/{n}.html'>{text}</a></li>") -> str:
    return "".join(row.format(n=n, text=HEADLINES[n % 8]) for n in range(count))


NAV = (
    "<div class='nav'><ul>"
    + "".join(
        f"<li><a href='/{n}/'>{name}</a></li>"
        for n, name in enumerate(
            ("首页", "动态", "财经", "资讯", "消费", "互联网", "教育", "手机版")
        )
    )
    + "</ul></div>"
)
FOOT = (
    "<div class='foot'><p><a href='/about'>关于我们</a> | <a href='/contact'>联系我们</a> | <a href='/map'>网站地图</a></p>"
    "<p>本站文章内容仅供参考，使用前务请核实，风险自负。</p><p>Copyright 2013-2021 青石在线 版权所有 浙ICP备00000000号</p></div>"
)


def page(body: str, head: str = f"<title>{TITLE}_青石在线</title>") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    )


SEED_BODY = (
    f"<p>　　{STORY[0]}</p><p>　　{STORY[1]}</p><p>　　<strong>屋顶换新瓦</strong></p><p>　　{STORY[2]}</p><p>　　{STORY[3]}</p>"
    f"<p>　　<strong>夜里亮着灯</strong></p><p>　　{STORY[4]}</p><p>　　{STORY[5]}</p><p></p>"
)
PORTAL_PAGE = (
    "<!DOCTYPE html><html><head><meta http-equiv='Content-Type' content='text/html; charset={charset}'>"
    f"<title>{TITLE}_青石在线</title><meta name='description' content='{STORY[0][:40]}'></head><body>"
    f"<div class='top'><a href='/'><img src='/logo.gif' alt='青石在线'></a>{NAV}</div><div class='main'><div class='left'>"
    "<div class='weizhi'><a href='/'>资讯</a> &gt; <a href='/xiaofei/'>消费</a> &gt; </div>"
    f"<h1>{TITLE}</h1><div class='info'>来源:浙江日报&nbsp;&nbsp;发布时间:2021-08-02 09:30:21</div>"
    f"<div class='content' id='content'>{SEED_BODY}</div><div class='bj'>责任编辑:FG003</div>"
    f"<div class='xg'><h3>相关推荐</h3><ul>{links()}</ul></div></div>"
    f"<div class='right'><h3>热点推荐</h3><ul>{links()}</ul></div></div>{FOOT}</body></html>"
)
"""The page this program grew from."""

_COMMENTS = "".join(
    f"<div class='row'><span class='u'>读者{n}</span><div class='t'>{REMARKS[n % 6]}{REMARKS[(n + 2) % 6]}</div>"
    f"<div class='b'><span>{n + 2}小时前</span><a href='#'>回复</a><a href='#'>举报</a><span>{n * 3}</span></div></div>"
    for n in range(14)
)
_STREAM = "".join(
    f"<div class='card'><a href='/n/{n}.html'><img src='/s/{n}.jpg'></a><h3><a href='/n/{n}.html'>{HEADLINES[n % 8]}</a></h3>"
    f"<p>{STORY[(n * 3) % 10][:70]}，更多情况还要等有关部门进一步说明。</p><span>08-0{n % 9 + 1} 10:2{n % 9}</span></div>"
    for n in range(16)
)
_GENERATED = "x9Qk2"

CASES = (
    Case(
        "portal",
        PORTAL_PAGE.format(charset="utf-8"),
        source="浙江日报",
        editor="FG003",
        published="2021-08-02 09:30:21",
        section="资讯 > 消费",
        body=(
            STORY[0],
            STORY[1],
            "屋顶换新瓦",
            STORY[2],
            STORY[3],
            "夜里亮着灯",
            STORY[4],
            STORY[5],
        ),
        kinds="pphpphpp",
    ),
    Case(
        "portal: sidebar, share buttons, keywords, disclaimer",
        page(
            f"<div id='header'>{NAV}</div><div class='crumb'><a>首页</a>&gt;<a>新闻中心</a>&gt;<a>国内新闻</a>&gt;正文</div>"
            f"<div class='article-wrap'><h1 class='main-title'>{TITLE}</h1><div class='date-source'><span class='date'>2023年04月06日 07:18</span>"
            "<a class='source' href='//x'>青石晚报</a><span class='num'>23评论</span><div class='share'>分享到微信 分享到微博</div></div>"
            f"<div class='article' id='artibody'><div class='img_wrapper'><img src='/a.jpg'><span class='img_descr'>重新开门的图书馆。</span></div>{paragraphs(STORY[:6])}"
            "<p class='show_author'>责任编辑：王小禾</p></div><div class='keywords'>文章关键词：<a>图书馆</a><a>修缮</a></div>"
            "<div class='statement'>声明：本文仅代表作者个人观点，与本站无关。</div></div>"
            f"<div class='sidebar'><h2>24小时热文</h2><ul>{links()}</ul></div>{FOOT}"
        ),
        source="青石晚报",
        editor="王小禾",
        published="2023-04-06 07:18",
        section="新闻中心 > 国内新闻",
        body=("重新开门的图书馆。", *STORY[:6]),
    ),
    Case(
        "government notice with a document number",
        page(
            f"<div class='path'>您现在的位置：首页 &gt; 政务公开 &gt; 通知公告</div><div class='con'><h2 class='tit'>{TITLE}</h2>"
            "<div class='xx'>发布日期：2022-03-11 信息来源：县文化和旅游局 浏览次数：<span id='hits'>102</span> 字号：[ 大 中 小 ]</div>"
            f"<div id='zoom' class='zw'><p style='text-align:center'>青文旅〔2022〕14号</p><p>各镇人民政府，县直各单位：</p>{paragraphs(STORY[3:6])}"
            "<p>一、时间安排</p>"
            + f"<p>{STORY[6]}</p>"
            + "<p>二、工作要求</p>"
            + f"<p>{STORY[9]}</p>"
            "<p style='text-align:right'>县文化和旅游局</p><p style='text-align:right'>2022年3月10日</p></div>"
            "<div class='fj'>附件：<a href='/a.doc'>修缮方案.doc</a></div><div>【打印本页】【关闭窗口】</div></div>"
            + FOOT
        ),
        source="县文化和旅游局",
        published="2022-03-11",
        section="政务公开 > 通知公告",
        body=(
            "青文旅〔2022〕14号",
            "各镇人民政府，县直各单位：",
            *STORY[3:6],
            "一、时间安排",
            STORY[6],
            "二、工作要求",
            STORY[9],
            "县文化和旅游局",
            "2022年3月10日",
        ),
        kinds="ppppphphppp",
    ),
    Case(
        "WeChat: hidden body, sections, lazy pictures, advertisement at the end",
        page(
            f"<div id='img-content'><h1 class='rich_media_title' id='activity-name'>{TITLE}</h1><div id='meta_content' class='rich_media_meta_list'>"
            "<span class='rich_media_meta rich_media_meta_text'>原创：小满</span><span class='rich_media_meta rich_media_meta_nickname' id='profileBt'><a id='js_name'> 青石纪事 </a></span>"
            "<em id='publish_time' class='rich_media_meta rich_media_meta_text'></em></div>"
            "<div class='rich_media_content' id='js_content' style='visibility: hidden; display: none;'>"
            f"<section><section><p><img data-src='https://mm.example.com/1.jpg' src='data:image/gif;base64,R0lGOD'></p></section>{paragraphs(STORY[:3], 'section')}"
            f"<section><strong>01 屋顶</strong></section>{paragraphs(STORY[3:6], 'section')}</section>"
            "<p>—END—</p><p>编辑｜小满</p><p>长按识别二维码关注我们</p><p>觉得不错就点个在看吧</p></div></div>"
            "<div id='js_tags'>阅读 1234 在看 5</div><script>var ct = \"1627867821\";var msg_title='';</script>",
            head=f"<title></title><meta property='og:title' content='{TITLE}'>",
        ),
        source="青石纪事",
        author="小满",
        editor="小满",
        published="2021-08-02 09:30:21",
        body=(*STORY[:3], "01 屋顶", *STORY[3:6]),
    ),
    Case(
        "account platform without labels",
        page(
            f"<div id='app'><div class='left'><h1>{TITLE}</h1><div class='author-wrap'><img class='avatar' src='/u.png'><div class='author-txt'><p class='author-name'>青石观察</p>"
            "<div class='article-source'><span class='date'>2024-01-09 21:04</span><span class='loc'>浙江</span><span class='auth'>优质生活领域创作者</span></div></div><button>关注</button></div>"
            f"<div class='article-content'>{paragraphs(STORY[:5], 'p', ' class=bjh-p')}</div><div class='bottom-tip'>本内容由作者上传，举报/反馈</div></div>"
            f"<div class='right'><h2>作者最新文章</h2>{links(6, '<div class=item><h3><a href=/n/{n}>{text}</a></h3><span>01-0{n} 10:00</span></div>')}<h2>相关推荐</h2></div></div>",
            head=f"<title>{TITLE}</title>",
        ),
        source="青石观察",
        published="2024-01-09 21:04",
        body=STORY[:5],
    ),
    Case(
        "question and answers below the article longer than it, no telling class names",
        page(
            f"<div class='w'><h1>{TITLE}</h1><p class='m'>2020-11-30 16:20 青石日报</p><div class='c'>{paragraphs(STORY[:3])}</div>"
            f"<div class='z'><h4>读者留言</h4>{_COMMENTS}</div></div>"
        ),
        source="青石日报",
        published="2020-11-30 16:20",
        body=STORY[:3],
    ),
    Case(
        "a stream of other stories below the article longer than it",
        page(
            f"<div class='w'><h1>{TITLE}</h1><div class='m'>2020/11/30 16:20:05 | 来源：青石日报 | 作者：周禾</div><div class='c'>{paragraphs(STORY[:3])}</div>"
            f"<div class='z'>{_STREAM}</div></div>"
        ),
        source="青石日报",
        author="周禾",
        published="2020-11-30 16:20:05",
        body=STORY[:3],
    ),
    Case(
        "the same stream inside the body's own container",
        page(
            f"<div class='detail'><h1>{TITLE}</h1><div class='m'>2020/11/30 16:20:05 来源：青石日报</div>{paragraphs(STORY[:4])}{_STREAM}</div>{FOOT}"
        ),
        source="青石日报",
        published="2020-11-30 16:20:05",
        body=STORY[:4],
    ),
    Case(
        "DedeCMS: info line in small tags, pager, previous and next",
        page(
            "<div class='place'><strong>当前位置:</strong> <a href='/'>主页</a>><a href='/xw/'>新闻</a>><a href='/xw/bd/'>本地</a>> </div>"
            f"<div class='viewbox'><div class='title'><h2>{TITLE}</h2></div><div class='info'><small>时间:</small>2012-05-20 11:32<small>来源:</small>青石网<small>作者:</small>许闻 <small>点击:</small>次</div>"
            f"<div class='intro'>{STORY[0][:40]}</div><div class='content'><table width='100%'><tr><td>{paragraphs(STORY[:5], 'div')}</td></tr></table>(责任编辑：许闻)</div>"
            "<div class='handle'><ul><li>上一篇：<a href='1.html'>河堤步道春季种下樱花</a></li><li>下一篇：<a href='3.html'>镇中心小学食堂改菜单</a></li></ul></div>"
            f"<dl class='tbox'><dt>相关文章</dt><dd><ul>{links()}</ul></dd></dl></div>{FOOT}"
        ),
        source="青石网",
        author="许闻",
        editor="许闻",
        published="2012-05-20 11:32",
        section="新闻 > 本地",
        body=STORY[:5],
    ),
    Case(
        "Discuz portal: everything in tables",
        page(
            "<div id='pt' class='bm cl'><div class='z'><a href='./'>青石论坛</a> <em>›</em> <a href='portal.php'>门户</a> <em>›</em> <a href='p?c=1'>本地新闻</a> <em>›</em> 查看内容</div></div>"
            f"<div class='bm vw'><div class='h hm'><h1 class='ph'>{TITLE}</h1><p class='xg1'>2015-6-1 08:05| 发布者: <a href='#'>admin</a>| 查看: 1082| 评论: 3|来自: 青石周报</p></div>"
            f"<div class='s'><div><strong>摘要</strong>: {STORY[0][:30]}……</div></div><div class='d'><table cellpadding='0' class='vwtb'><tr><td id='article_content'>{'<br><br>'.join(STORY[:5])}</td></tr></table>"
            f"</div></div><div class='bm'><h3>相关阅读</h3><ul>{links()}</ul></div>"
        ),
        source="青石周报",
        published="2015-06-01 08:05",
        section="青石论坛 > 门户 > 本地新闻",
        body=STORY[:5],
    ),
    Case(
        "Hugo blog: article, time with datetime, code and quotation",
        page(
            f"<header><nav><a href='/'>青石札记</a><a href='/tags/'>标签</a></nav></header><main><article><header><h1>{TITLE}</h1><div class='post-meta'><time datetime='2022-10-03T14:00:00+08:00'>2022-10-03 14:00</time> · 3 分钟 · 方远</div></header>"
            f"<div class='post-content'>{paragraphs(STORY[:2])}<h2 id='a'>修了什么</h2><p>{STORY[3]}</p><blockquote><p>{STORY[2]}</p></blockquote><ul><li>换了屋顶的新瓦</li><li>加了一间自习室</li></ul>"
            f"<pre><code>书架 = 12\n册数 = 2000</code></pre><p>{STORY[5]}</p></div><footer class='post-footer'><ul class='post-tags'><li><a href='/t/1'>图书馆</a></li></ul><nav class='paginav'><a class='prev' href='/p/1'><span>« 上一页</span> 河堤的樱花</a></nav></footer></article></main><footer>© 2022 青石札记</footer>",
            head=f"<title>{TITLE} | 青石札记</title><meta name='author' content='方远'>",
        ),
        author="方远",
        published="2022-10-03 14:00",
        body=(
            *STORY[:2],
            "修了什么",
            STORY[3],
            STORY[2],
            "· 换了屋顶的新瓦",
            "· 加了一间自习室",
            "书架 = 12\n册数 = 2000",
            STORY[5],
        ),
    ),
    Case(
        "table layout of 2005 in fonts and centres",
        "<html><head><title>青石新闻网--"
        + TITLE
        + "</title></head><body bgcolor=#ffffff><center><table width=760><tr><td><a href=/>首页</a> <a href=/1>新闻</a> <a href=/2>论坛</a></td></tr></table>"
        f"<table width=760><tr><td width=180 valign=top><font size=2>{links(6, '·<a href=/n/{n}>{text}</a><br>')}</font></td><td width=580><center><font size=5 color=red><b>{TITLE}</b></font></center><br>"
        "<center><font size=2>2005年3月8日15:22　来源：青石日报</font></center><hr><font size=3>　　"
        + "<br><br>　　".join(STORY[:5])
        + "<br><br></font><p align=right><font size=2>（责任编辑：陈文）</font></p></td></tr></table>"
        "<table width=760><tr><td><center><font size=2>青石新闻网 版权所有 未经许可不得转载</font></center></td></tr></table></center></body></html>",
        source="青石日报",
        editor="陈文",
        published="2005-03-08 15:22",
        body=STORY[:5],
    ),
    Case(
        "no class names at all",
        page(
            f"<div><a href='/'>青石</a> <a href='/a'>要闻</a> <a href='/b'>社会</a> <a href='/c'>文化</a></div><div><div><h1>{TITLE}</h1><div>2019-07-15 10:40:00</div><div>来源：青石广播电视台</div>"
            f"<div>{paragraphs(STORY[:5])}</div><div>编辑：赵一</div></div><div><h3>最新</h3><ul>{links()}</ul></div></div><div><p>联系电话：0570-0000000</p><p>© 2019 青石广播电视台</p></div>"
        ),
        source="青石广播电视台",
        editor="赵一",
        published="2019-07-15 10:40",
        body=STORY[:5],
    ),
    Case(
        "class names made by a build tool",
        page(
            f"<div class='_3xK1z'><div class='Header_nav__{_GENERATED}'><a href='/'>首页</a><a href='/h'>热点</a></div><div class='css-1dbjc4n r-ad9a'><h1 class='index_hd__{_GENERATED}'>{TITLE}</h1>"
            f"<div class='sc-bdVaJa kRrZzP'><span>青石融媒</span><span>2023-12-25 18:30</span></div><div class='sc-htpNat eXtqvA'>{paragraphs(STORY[:6], 'p', ' class=css-901oao')}</div></div>"
            f"<div class='sc-bwzfXH'>{links(8, '<div class=sc-x><a href=/n/{n}><p>{text}</p></a><p>青石融媒 12-2{n}</p></div>')}</div></div>"
        ),
        source="青石融媒",
        published="2023-12-25 18:30",
        body=STORY[:6],
    ),
    Case(
        "traditional Chinese, Taiwan",
        page(
            "<nav><a href='/'>即時</a><a href='/p'>政治</a></nav><div class='breadcrumb'><a href='/'>首頁</a> / <a href='/life'>生活</a></div><article><h1>青石鎮老圖書館修繕兩年後重新開門</h1>"
            "<div class='info'><span class='updatetime'>2022/08/15 10:12（08/15 11:30 更新）</span></div><div class='paragraph'>"
            "<p>（青石社記者林小雨青石15日電）青石鎮圖書館上週六重新開門，三百多位居民排著隊走進這座關閉兩年的老樓。</p>"
            "<p>館長說，這次修繕沒有改動外牆，只把漏雨的屋頂換成新瓦，又在二樓加了一間能坐六十人的自習室。</p>"
            "<p>「以前下雨天要拿臉盆接水。」工作了十九年的管理員一邊理書一邊回憶，「現在終於不用擔心了。」</p><p>（編輯：陳大文）1110815</p></div>"
            "<div class='shareBar'>加入LINE好友 分享到臉書</div><h3>延伸閱讀</h3><ul><li><a href='/1'>河堤步道春季種下兩千株櫻花樹苗</a></li><li><a href='/2'>老糧站將改建為居民健身場地</a></li></ul></article>",
            head="<title>青石鎮老圖書館修繕兩年後重新開門 | 生活 | 青石社</title>",
        ),
        title="青石鎮老圖書館修繕兩年後重新開門",
        source="青石社",
        author="林小雨",
        editor="陳大文",
        published="2022-08-15 10:12",
        section="生活",
        body=(
            "（青石社記者林小雨青石15日電）青石鎮圖書館上週六重新開門，三百多位居民排著隊走進這座關閉兩年的老樓。",
            "館長說，這次修繕沒有改動外牆，只把漏雨的屋頂換成新瓦，又在二樓加了一間能坐六十人的自習室。",
            "「以前下雨天要拿臉盆接水。」工作了十九年的管理員一邊理書一邊回憶，「現在終於不用擔心了。」",
        ),
    ),
)
