"""More article pages written for the tests: the shapes that break rules made for the common ones."""

from __future__ import annotations

import json

from text.pages_of_ours import (
    FOOT,
    HEADLINES,
    NAV,
    REMARKS,
    STORY,
    TITLE,
    Case,
    page,
    paragraphs,
)

_CARDS = "".join(
    f"<div class='it'><img src='/t/{n}.jpg'><a href='/n/{n}.html'>{HEADLINES[n]}</a><span>{n * 113 + 7}阅读</span></div>"
    for n in range(8)
)
_HOT = "".join(
    f"<li><em>{n + 1}</em><a href='/n/{n}.html'>{HEADLINES[n]}</a></li>" for n in range(8)
)
_QUESTIONS = "".join(
    f"<p><strong>问：{question}</strong></p><p>答：{answer}</p>"
    for question, answer in zip(
        ("为什么修了两年？", "钱从哪里来？", "旧书怎么办？", "晚上开放安全吗？", "下一步做什么？"),
        STORY[1:6],
        strict=True,
    )
)
_POSTS = "".join(
    f"<div id='post_{n}' class='plhin'><div class='pls'><a href='/u{n}'>用户{n}</a><p>积分 {n * 10}</p></div><div class='plc'><div class='pi'>{n + 2}#<em>发表于 2018-4-{n + 3} 09:1{n}</em></div>"
    f"<div class='t_f'>{REMARKS[n]}</div><div class='po'><a>回复</a> <a>支持</a> <a>反对</a></div></div></div>"
    for n in range(6)
)

CASES = (
    Case(
        "English names only, headings by tag, figure with caption",
        page(
            f"<header class='site-header'>{NAV}</header><main class='page'><div class='headline-block'><h1 class='headline'>{TITLE}</h1><div class='byline'><span class='byline-author'>作者：梁舟</span><span class='byline-source'>来源：青石周刊</span><time>2021-12-01 06:00:00</time></div></div>"
            f"<div class='story'><p>{STORY[0]}</p><figure><img src='/i.gif' data-original='/a.jpg' alt='x'><figcaption>修好的屋顶。梁舟 摄</figcaption></figure><p>{STORY[1]}</p><h3>屋顶</h3><p>{STORY[2]}</p><h3>自习室</h3><p>{STORY[3]}</p></div>"
            f"<section class='related-stories'>{_CARDS}</section></main>{FOOT}"
        ),
        source="青石周刊",
        author="梁舟",
        published="2021-12-01 06:00",
        body=(STORY[0], "修好的屋顶。梁舟 摄", STORY[1], "屋顶", STORY[2], "自习室", STORY[3]),
        kinds="piphphp",
    ),
    Case(
        "a flash of one paragraph",
        page(
            f"{NAV}<div class='kx'><h1>青石镇老图书馆重新开门</h1><div class='t'>2022-05-06 09:31:15　青石财讯</div><div class='n'><p>青石财讯5月6日电，青石镇老图书馆今日重新开门，修缮共用去四百二十万元。</p></div></div><div class='hot'><h3>热门快讯</h3><ul>{_HOT}</ul></div>{FOOT}",
            head="<title>青石镇老图书馆重新开门-青石财讯</title>",
        ),
        title="青石镇老图书馆重新开门",
        source="青石财讯",
        published="2022-05-06 09:31:15",
        body=("青石财讯5月6日电，青石镇老图书馆今日重新开门，修缮共用去四百二十万元。",),
    ),
    Case(
        "photo gallery: a caption under each picture",
        page(
            f"<div class='main'><h1>{TITLE}</h1><div class='info'>来源：青石图片社 2020-09-09 12:00:00 作者：苗青 摄</div><div id='content'>"
            + "".join(
                f"<p align='center'><img src='/p{n}.jpg'></p><p>　　{STORY[n]}（苗青 摄）</p>"
                for n in range(4)
            )
            + f"</div><div class='pages'><a href='#'>上一页</a> <a href='#'>1</a></div></div><div class='pic-list'>{_CARDS}</div>{FOOT}"
        ),
        source="青石图片社",
        author="苗青",
        published="2020-09-09 12:00",
        body=tuple(f"{text}（苗青 摄）" for text in STORY[:4]),
        kinds="iiii",
    ),
    Case(
        "interview in bold questions",
        page(
            f"<div class='nav'>{NAV}</div><div class='art'><h1>{TITLE}</h1><div class='sub'>2023-02-18 07:30　青石人物　记者 沈冬 实习生 何夏</div><div class='txt'><p>{STORY[0]}</p>{_QUESTIONS}</div><div class='edit'>（编辑 吴秋 校对 郑春）</div></div>{FOOT}"
        ),
        source="青石人物",
        author="沈冬",
        editor="吴秋",
        published="2023-02-18 07:30",
        body=(
            STORY[0],
            *(
                text
                for pair in zip(
                    (
                        "问：为什么修了两年？",
                        "问：钱从哪里来？",
                        "问：旧书怎么办？",
                        "问：晚上开放安全吗？",
                        "问：下一步做什么？",
                    ),
                    (f"答：{text}" for text in STORY[1:6]),
                    strict=True,
                )
                for text in pair
            ),
        ),
    ),
    Case(
        "article with a table of figures and lists",
        page(
            f"<div class='content-box'><h1>{TITLE}</h1><p class='source'>青石统计 2024-02-02 10:00</p><div class='article-body'><p>{STORY[3]}</p><table><tr><th>项目</th><th>万元</th></tr><tr><td>屋顶</td><td>180</td></tr><tr><td>自习室</td><td>96</td></tr></table>"
            f"<p>{STORY[6]}</p><ol><li>先修屋顶，再修墙面，最后换门窗。</li><li>每一步都请镇上的老工匠看过。</li></ol><ul><li>开放时间延长到晚上九点。</li></ul><p>{STORY[9]}</p></div></div>{FOOT}"
        ),
        source="青石统计",
        published="2024-02-02 10:00",
        body=(
            STORY[3],
            "项目\t万元\n屋顶\t180\n自习室\t96",
            STORY[6],
            "1. 先修屋顶，再修墙面，最后换门窗。",
            "2. 每一步都请镇上的老工匠看过。",
            "· 开放时间延长到晚上九点。",
            STORY[9],
        ),
        kinds="ptplllp",
    ),
    Case(
        "live blog: times and short reports, newest first",
        page(
            f"{NAV}<div class='live'><h1>{TITLE}</h1><div class='meta'>青石直播 2022-07-01 08:00</div><div class='list'>"
            + "".join(
                f"<div class='item'><span class='time'>{17 - n}:2{n}</span><div class='con'>{STORY[n]}</div></div>"
                for n in range(7)
            )
            + f"</div></div><div class='side'><ul>{_HOT}</ul></div>{FOOT}"
        ),
        source="青石直播",
        published="2022-07-01 08:00",
        body=tuple(part for n in range(7) for part in (f"{17 - n}:2{n}", STORY[n])),
    ),
    Case(
        "press release with marked captions",
        page(
            f"<div class='wrap'><div class='position'>当前位置：<a>首页</a> &gt; <a>公司新闻</a></div><div class='news-detail'><div class='news-title'>{TITLE}</div><div class='news-info'><span>发布时间：2021-10-20</span><span>浏览：356</span></div>"
            f"<div class='news-con'><p>{STORY[0]}</p><p style='text-align:center'><img src='/1.jpg'></p><p style='text-align:center'>▲开门当天的图书馆</p><p>{STORY[1]}</p><p><img src='/2.jpg'></p><p>图为新的自习室</p><p>{STORY[3]}</p></div>"
            "<div class='prev-next'><p>上一条：<a href='/1'>河堤步道春季种下两千株樱花树苗</a></p><p>下一条：没有了</p></div></div></div>"
            + FOOT,
            head="<title>青石建设集团有限公司</title>",
        ),
        published="2021-10-20",
        section="公司新闻",
        body=(STORY[0], "▲开门当天的图书馆", STORY[1], "图为新的自习室", STORY[3]),
        kinds="pipip",
    ),
    Case(
        "body in several containers side by side",
        page(
            f"<div class='box'><h1>{TITLE}</h1><div class='i'><span>青石电台</span><span>2020-02-20 20:20</span></div>"
            + "".join(
                f"<div class='seg'><div class='inner'><p>{text}</p></div></div>"
                for text in STORY[:6]
            )
            + f"</div><div class='boxr'><ul>{_HOT}</ul></div>{FOOT}"
        ),
        source="青石电台",
        published="2020-02-20 20:20",
        body=STORY[:6],
    ),
    Case(
        "text in div and br without a paragraph",
        page(
            f"{NAV}<div class='d'><h1>{TITLE}</h1><div class='e'>作者：程野　来源：青石文学　2016-03-03</div><div class='f'>"
            + "<br/>\n<br/>".join(f"　　{text}" for text in STORY[:6])
            + f"<br/></div></div>{FOOT}"
        ),
        source="青石文学",
        author="程野",
        published="2016-03-03",
        body=STORY[:6],
    ),
    Case(
        "class names with editor in them around the body",
        page(
            f"<div class='main'><h1>{TITLE}</h1><div class='meta'><span>来源：青石发布</span><span>2021-01-02 03:04</span></div><div class='editor-wrap'><div class='editor-content-inner'>{paragraphs(STORY[:6], 'div', ' class=editor-paragraph')}</div></div></div>{FOOT}"
        ),
        source="青石发布",
        published="2021-01-02 03:04",
        body=STORY[:6],
    ),
    Case(
        "forum thread: the first post is the article",
        page(
            f"<div id='nv'>{NAV}</div><div id='pt'><a>论坛</a> › <a>青石茶馆</a> › <a>{TITLE}</a></div><div id='postlist'><h1 id='thread_subject'>{TITLE}</h1>"
            f"<div id='post_99' class='plhin'><div class='pls'><a href='/u'>老镇长</a></div><div class='plc'><div class='pi'><em>发表于 2018-4-3 08:11:05</em></div><div class='t_f'>{'<br>'.join(STORY[:5])}</div></div></div>{_POSTS}</div>{FOOT}"
        ),
        published="2018-04-03 08:11:05",
        section="论坛 > 青石茶馆",
        body=STORY[:5],
    ),
    Case(
        "cards of picture, headline and count in the body's container",
        page(
            f"<article class='post'><h1>{TITLE}</h1><div class='post-info'>青石旅行 · 2023-08-08 08:08</div>{paragraphs(STORY[:4])}<p>本文来源：青石旅行</p><p>推荐阅读</p>{_CARDS}</article>"
        ),
        source="青石旅行",
        published="2023-08-08 08:08",
        body=STORY[:4],
    ),
    Case(
        "Hong Kong daily: editor's slip in brackets, keywords",
        page(
            "<div class='path'><a>首頁</a> &gt; <a>港聞</a> &gt; 正文</div><h2 class='title_h1'>青石鎮老圖書館修繕後重開</h2><div class='info'>2020-10-10 04:26:08 大青報</div><div class='content_all'>"
            "<p>【大青報訊】青石鎮圖書館上周六重新開門，三百多位居民排隊走進這座關閉兩年的老樓，門口石階上坐滿等候辦證的孩子。</p><p>館長說，這次修繕沒有改動外牆，只把漏雨的屋頂換成新瓦，又在二樓加了一間自習室。</p><p>責任編輯：何遠山</p></div>"
            "<div class='tags'>圖書館 修繕</div><div class='hot'><h3>熱門排行</h3><ul><li><a href='/1'>河堤步道春季種下兩千株櫻花</a></li></ul></div>",
            head="<title>青石鎮老圖書館修繕後重開_大青網</title>",
        ),
        title="青石鎮老圖書館修繕後重開",
        source="大青報",
        editor="何遠山",
        published="2020-10-10 04:26:08",
        section="港聞",
        body=(
            "【大青報訊】青石鎮圖書館上周六重新開門，三百多位居民排隊走進這座關閉兩年的老樓，門口石階上坐滿等候辦證的孩子。",
            "館長說，這次修繕沒有改動外牆，只把漏雨的屋頂換成新瓦，又在二樓加了一間自習室。",
        ),
    ),
    Case(
        "title in the head is the site's alone, meta time without visible one",
        page(
            f"<div class='hd'><a>青石新闻</a></div><div class='article-title'>{TITLE}</div><div class='article-from'>来源：青石新闻客户端</div><div class='article-main'>{paragraphs(STORY[2:7])}</div>{FOOT}",
            head="<title>青石新闻</title><meta property='article:published_time' content='2022-01-01T08:00:00+08:00'><meta name='author' content='青石新闻'>",
        ),
        source="青石新闻客户端",
        published="2022-01-01 08:00",
        body=STORY[2:7],
    ),
    Case(
        "drawn by script, the article in JSON-LD",
        page(
            "<div id='root'></div><script src='/app.js'></script>",
            head=f"<title>{TITLE} - 青石</title><script type='application/ld+json'>"
            + json.dumps(
                {
                    "@type": "NewsArticle",
                    "headline": TITLE,
                    "datePublished": "2024-06-01T12:30:00+08:00",
                    "articleBody": "\n".join(STORY[:4]),
                },
                ensure_ascii=False,
            )
            + "</script>",
        ),
        published="2024-06-01 12:30",
        body=STORY[:4],
    ),
    Case(
        "drawn by script, the article in the page's state",
        page(
            "<div id='app'></div><script>window.__INITIAL_STATE__ = "
            + json.dumps(
                {
                    "user": None,
                    "article": {"id": 1, "title": TITLE, "content": paragraphs(STORY[:4])},
                },
                ensure_ascii=False,
            )
            + ";</script>"
        ),
        published="2021-08-02",  # the day in its address
        body=STORY[:4],
    ),
    Case(
        "drawn by script, its state holds other articles too",
        page(
            "<div id='app'></div><script>window.__STATE__ = "
            + json.dumps(
                {
                    "list": [{"title": HEADLINES[0], "content": paragraphs(STORY[4:10])}],
                    "detail": {"title": TITLE, "content": paragraphs(STORY[:3])},
                },
                ensure_ascii=False,
            )
            + ";</script>"
        ),
        published="2021-08-02",
        body=STORY[:3],
    ),
    Case(
        "a flash beside a state that holds another article",
        page(
            f"<h1>{TITLE}</h1><div>2022-05-06 09:31 青石财讯</div><div class='content'><p>青石镇老图书馆今日重新开门，修缮共用去四百二十万元。</p></div><script>window.__STATE__ = "
            + json.dumps({"hot": [{"title": HEADLINES[0], "content": paragraphs(STORY[4:10])}]})
            + "</script>"
        ),
        source="青石财讯",
        published="2022-05-06 09:31",
        body=("青石镇老图书馆今日重新开门，修缮共用去四百二十万元。",),
    ),
    Case(
        "reporter in the agency's manner, editors in brackets, source in the tail",
        page(
            f"{NAV}<div class='x'><h1>{TITLE}</h1><div class='y'>2018年12月12日 12:12:12</div><div class='z'><p>新华社青石12月12日电（记者 顾山、汪海洋）{STORY[0]}</p>{paragraphs(STORY[1:5])}<p>（来源：新华社）</p></div><div class='q'>【纠错】 责任编辑： 孟 川</div></div>{FOOT}"
        ),
        source="新华社",
        author="顾山 汪海洋",
        editor="孟 川",
        published="2018-12-12 12:12:12",
        body=(f"新华社青石12月12日电（记者 顾山、汪海洋）{STORY[0]}", *STORY[1:5]),
    ),
    Case(
        "share buttons and fonts between headline and body, counters, a QR code",
        page(
            f"<div class='c1'><h1>{TITLE}</h1><ul class='c2'><li>发布时间：2019-03-04 05:06</li><li>来源：青石教育网</li><li>阅读：8821</li></ul><div class='c3'><span>分享到：</span><a>微信</a><a>微博</a><a>QQ空间</a></div><div>字号：<a>大</a><a>中</a><a>小</a></div>"
            f"<div class='c4'>{paragraphs(STORY[:5])}<p>扫一扫在手机打开当前页</p></div><div class='c5'>上一篇：<a href='/1'>河堤步道春季种下樱花</a></div></div>{FOOT}"
        ),
        source="青石教育网",
        published="2019-03-04 05:06",
        body=STORY[:5],
    ),
    Case(
        "names of nobody: bare label, place, slogan, language switch",
        page(
            f"<div class='top'><a>简体</a> <a>English</a></div><div class='s'>让阅读成为习惯！</div><div class='a'><h1>{TITLE}</h1><div class='b'>2021-05-05 05:05 发布于：浙江 来源：</div><div class='c'>{paragraphs(STORY[:5])}</div></div>{FOOT}"
        ),
        published="2021-05-05 05:05",
        body=STORY[:5],
    ),
    Case(
        "official news in spans, headings by number alone",
        page(
            f"<div class='b-cont'><h1>{TITLE}</h1><div class='v'><span>来源：</span><span>青石县人民政府办公室</span><span>日期：</span><span>2023-09-09</span></div><div class='view TRS_UEDITOR trs_paper_default'><p>{STORY[0]}</p><p>（一）屋顶换新</p><p>{STORY[1]}</p><p>（二）夜间开放</p><p>{STORY[5]}</p></div></div>{FOOT}"
        ),
        source="青石县人民政府办公室",
        published="2023-09-09",
        body=(STORY[0], "（一）屋顶换新", STORY[1], "（二）夜间开放", STORY[5]),
        kinds="phphp",
    ),
)
