"""Article pages written for the tests in the manner of large portals: many boxes, many labels."""

from __future__ import annotations

from text.pages_of_ours import FOOT, HEADLINES, NAV, STORY, TITLE, Case, links, page, paragraphs

_REC = "".join(
    f"<div class='rec-item'><a href='/n/{n}.html'><img src='/t/{n}.jpg'><h4>{HEADLINES[n]}</h4></a><p class='desc'>{STORY[n][:48]}，后续情况还在了解。</p><span>{n + 3}跟贴</span></div>"
    for n in range(8)
)
_UNDER = "".join(
    f"<div><a href='/n/{n}'>{HEADLINES[n]}</a><span>2019-09-0{n + 1}</span></div>" for n in range(8)
)

CASES = (
    Case(
        "portal: original title, source and editor in one line in the body",
        page(
            f"<div class='post_crumb'><a>青石首页</a> &gt; <a>新闻中心</a> &gt; <a>社会新闻</a> &gt; 正文</div><div class='post_content_main' id='epContentLeft'><h1>{TITLE}</h1><div class='post_time_source'>2019-09-07 08:05:23　来源: <a id='ne_article_source'>青石日报</a> <a class='post_jubao'>举报</a></div>"
            f"<div class='post_share'><a>易信</a><a>微信</a><a>QQ空间</a></div><div class='post_cnum'><a>12</a></div><div class='post_body'><div class='post_text' id='endText'><p class='otitle'>（原标题：老图书馆重新开门）</p><p class='f_center'><img src='/1.jpg'><br>图书馆门口排起了队。</p>{paragraphs(STORY[:5])}<p></p>"
            f"<div class='ep-source cDGray'><span class='left'>本文来源：青石日报 </span><span class='ep-editor'>责任编辑：王小明_NB12345</span></div></div></div><div class='post_recommends'><h3>相关推荐</h3>{_REC}</div></div><div class='post_side'>{links()}</div>{FOOT}"
        ),
        source="青石日报",
        editor="王小明",
        published="2019-09-07 08:05:23",
        section="新闻中心 > 社会新闻",
        body=("图书馆门口排起了队。", *STORY[:5]),
    ),
    Case(
        "account's profile beside, id with editor, platform's statement",
        page(
            f"<div id='article-container'><div class='column left'><div class='user-info'><h4><a>青石新报</a></h4><dl class='user-num'><dd><span>20万</span>文章</dd><dd><span>3亿</span>总阅读</dd></dl></div></div><div class='left main'><div class='text'><div class='text-title'><h1>{TITLE}<span class='article-tag'></span></h1><div class='article-info'><span class='time' id='news-time'>2019-09-26 10:00</span><span class='from'>来源:<a>青石新报</a></span></div></div>"
            f"<article class='article' id='mp-editor'><p data-role='original-title' style='display:none'>原标题：图书馆重新开门</p>{paragraphs(STORY[:6])}<p data-role='editor-name'>责任编辑：<span></span></p><p>返回首页，查看更多</p></article><div class='statement'>平台声明：该文观点仅代表作者本人，本平台仅提供信息存储空间服务。</div><div class='read-wrap'>阅读 (<em>1234</em>)</div></div>"
            f"<div class='groom-read'><h3>推荐阅读</h3>{_REC}</div></div></div>{FOOT}"
        ),
        source="青石新报",
        published="2019-09-26 10:00",
        body=STORY[:6],
    ),
    Case(
        "agency: reporter in the first paragraph, editor in brackets, participants",
        page(
            f"<div class='con_left'><div id='nav'><a>首页</a> → <a>社会新闻</a></div><h1 style='display:block; position:relative;'>　{TITLE}</h1><div class='left-time'><div class='left-t'>2019年09月26日 10:19　来源：<a class='source'>青石新闻社</a>　<a>参与互动</a>(<span>0</span>)</div></div><div class='left_zw'><p>　　青石9月26日电 (记者 柳青){STORY[0]}</p>{paragraphs(STORY[1:4])}<p>　　{STORY[4]}(完)</p></div><div class='left_name'>【编辑:苏北】</div></div>{FOOT}"
        ),
        source="青石新闻社",
        author="柳青",
        editor="苏北",
        published="2019-09-26 10:19",
        section="社会新闻",
        body=(f"青石9月26日电 (记者 柳青){STORY[0]}", *STORY[1:4], f"{STORY[4]}(完)"),
    ),
    Case(
        "finance: abstract, source in brackets under the text, staff code",
        page(
            f"<div class='newsContent'><h1>{TITLE}</h1><div class='Info'><div class='time-source'><div class='time'>2019年09月26日 15:10</div><div class='source'>来源：<img src='/logo.png'></div><div class='writing'>编辑：</div></div></div><div id='ContentBody' class='Body'><div class='abstract'><span>摘要</span><div>【{TITLE}】{STORY[0]}</div></div>{paragraphs(STORY[:5])}<div class='em_media'>（文章来源：青石时报）</div></div><div class='res-edit'>（责任编辑：DF123）</div><div class='AboutCtrl'>郑重声明：本网发布此信息的目的在于传播更多信息，与本网站立场无关。</div></div>{FOOT}"
        ),
        source="青石时报",
        editor="DF123",
        published="2019-09-26 15:10",
        body=STORY[:5],
    ),
    Case(
        "reporter, editor and time in spans without colons",
        page(
            f"<div class='bodyTitle'><div class='content'><h1>{TITLE}</h1><div class='left-info'><span class='reporter'><em>青石报</em>记者 <em>韩雪</em></span> <span class='editor'>编辑 <em>唐果</em></span> <span class='timer'>2022-05-06 10:10</span></div></div></div><div class='article-cen'><div class='content-name' id='contentStr'>{paragraphs(STORY[:5])}</div></div>{FOOT}"
        ),
        source="青石报",
        author="韩雪",
        editor="唐果",
        published="2022-05-06 10:10",
        body=STORY[:5],
    ),
    Case(
        "technology: four labels, picture after each paragraph, vote box",
        page(
            f"<div class='post_title'><h1>{TITLE}</h1><span id='pubtime_baidu'>2019/9/7 16:22:08</span><span id='source_baidu'>来源：<a>青石之家</a></span><span id='author_baidu'>作者：<strong>白帆</strong></span><span id='editor_baidu'>责编：<strong>白帆</strong></span><span>评论：<span id='c'>12</span></span></div><div class='post_content' id='paragraph'>"
            + "".join(
                f"<p>{text}</p><p><img data-original='/p{n}.jpg' src='/blank.gif'></p>"
                for n, text in enumerate(STORY[:4])
            )
            + f"</div><div class='newsgrade'><span>价值</span><span>打分</span></div><div class='related_post'><h3>相关文章</h3><ul>{links()}</ul></div><div class='hot_tags'>关键词：<a>图书馆</a></div>{FOOT}"
        ),
        source="青石之家",
        author="白帆",
        editor="白帆",
        published="2019-09-07 16:22:08",
        body=STORY[:4],
        kinds="pipipipi",
    ),
    Case(
        "state document with a table of particulars above it",
        page(
            f"{NAV}<div class='wrap'><table class='bd1'><tr><td>索 引 号：</td><td>000014349/2022-00031</td><td>主题分类：</td><td>文化、广电</td></tr><tr><td>发文机关：</td><td>青石县人民政府</td><td>成文日期：</td><td>2022年04月30日</td></tr><tr><td>发文字号：</td><td>青政发〔2022〕8号</td><td>发布日期：</td><td>2022年05月06日</td></tr></table>"
            f"<table><tr><td id='UCAP-CONTENT'><p style='text-align:center'><strong>青石县人民政府关于修缮图书馆的意见</strong></p><p>青政发〔2022〕8号</p><p>各镇人民政府：</p><p>{STORY[6]}</p><p>　　一、总体要求</p><p>{STORY[3]}</p><p>　　二、保障措施</p><p>{STORY[9]}</p><p>青石县人民政府</p><p>2022年4月30日</p></td></tr></table><p>（此件公开发布）</p></div>{FOOT}",
            head="<title>青石县人民政府关于修缮图书馆的意见_政策_青石县人民政府</title>",
        ),
        title="青石县人民政府关于修缮图书馆的意见",
        published="2022-05-06",
        body=(
            "青政发〔2022〕8号",
            "各镇人民政府：",
            STORY[6],
            "一、总体要求",
            STORY[3],
            "二、保障措施",
            STORY[9],
            "青石县人民政府",
            "2022年4月30日",
        ),
        kinds="ppphphppp",
    ),
    Case(
        "blog platform: linked headline, time and account under the text",
        page(
            f"<div id='topics'><div class='post'><h1 class='postTitle'><a id='cb_post_title_url' href='/p/1.html'>{TITLE}</a></h1><div class='clear'></div><div class='postBody'><div id='cnblogs_post_body' class='blogpost-body'>{paragraphs(STORY[:5])}</div></div><div class='postDesc'>posted @ <span id='post-date'>2022-05-06 10:10</span>&nbsp;<a href='/u'>江上舟</a>&nbsp; 阅读(<span>12</span>)&nbsp; 评论(<span>0</span>)&nbsp; <a>收藏</a>&nbsp; <a>举报</a></div></div></div><div id='sideBar'><div class='newsItem'><h3>公告</h3></div></div>{FOOT}",
            head=f"<title>{TITLE} - 江上舟 - 青石博客</title>",
        ),
        published="2022-05-06 10:10",
        body=STORY[:5],
    ),
    Case(
        "related list under the text without a heading, dates beside the links",
        page(
            f"<div class='zw'><div class='zwbt'>{TITLE}</div><div class='zwxx'>2019-09-26 青石快报</div><div class='zwnr'>{paragraphs(STORY[:4])}</div><div class='zwxg'>{_UNDER}</div></div>{FOOT}"
        ),
        source="青石快报",
        published="2019-09-26",
        body=STORY[:4],
    ),
    Case(
        "summary above the text, credit lines at its head",
        page(
            f"<div class='article-header'><h1>{TITLE}</h1><p class='summary'>修缮花了两年和四百二十万元，老楼有了新屋顶和自习室。</p></div><div class='article-info'><span class='author'><a>章鱼</a></span><span>·</span><span class='date'>2022/05/06 10:10</span><span>来源：青石界</span><span>1.2W</span></div><div class='article-content'><p>文 | 章鱼</p><p>编辑 | 海星</p>{paragraphs(STORY[:5])}<p>（应受访者要求，文中人物为化名）</p></div>{FOOT}"
        ),
        source="青石界",
        author="章鱼",
        editor="海星",
        published="2022-05-06 10:10",
        body=("文 | 章鱼", *STORY[:5], "（应受访者要求，文中人物为化名）"),
    ),
    Case(
        "article of pictures with hardly a word",
        page(
            f"<div class='main'><h1>{TITLE}</h1><div class='info'>来源：青石画报 2020-01-01 10:00</div><div class='content'>"
            + "".join(f"<p><img src='/big/{n}.jpg'></p>" for n in range(5))
            + f"</div></div>{FOOT}"
        ),
        source="青石画报",
        published="2020-01-01 10:00",
        body=(),
        kinds="iiiii",
    ),
    Case(
        "a poem",
        page(
            "<div class='main'><h1>老图书馆</h1><div class='info'>青石诗刊 2020-01-01</div><div class='content'>"
            + "".join(
                f"<p>{line}</p>"
                for line in (
                    "雨落在旧屋顶",
                    "书在桌上醒来",
                    "有人推开木门",
                    "灯亮了",
                    "一张卡片上",
                    "写着母亲的名字",
                )
            )
            + f"</div></div>{FOOT}",
            head="<title>老图书馆-青石诗刊</title>",
        ),
        title="老图书馆",
        source="青石诗刊",
        published="2020-01-01",
        body=(
            "雨落在旧屋顶",
            "书在桌上醒来",
            "有人推开木门",
            "灯亮了",
            "一张卡片上",
            "写着母亲的名字",
        ),
    ),
    Case(
        "cards without links: picture, headline, how often it was read",
        page(
            f"<div class='m'><h1>{TITLE}</h1><div class='i'>青石视窗 2022-02-02 12:12</div>{paragraphs(STORY[:4])}"
            + "".join(
                f"<div class='k'><img src='/k{n}.jpg'><div>{HEADLINES[n]}，这里是更多情况</div><div>{n + 1}.{n}万阅读</div></div>"
                for n in range(6)
            )
            + f"</div>{FOOT}"
        ),
        source="青石视窗",
        published="2022-02-02 12:12",
        body=STORY[:4],
    ),
    Case(
        "body sent hidden, shown by a script",
        page(
            f"<h1>{TITLE}</h1><div class='i'>来源：青石屏 2022-02-02 12:12</div><div class='loading'>加载中</div><div class='c' style='display:none'>{paragraphs(STORY[:4])}</div>{FOOT}"
        ),
        source="青石屏",
        published="2022-02-02 12:12",
        body=STORY[:4],
    ),
    Case(
        "body in a text field",
        page(
            f"<h1>{TITLE}</h1><div class='i'>来源：青石球 2022-02-02 12:12</div><textarea class='article-content'>{paragraphs(STORY[:4]).replace('<', '&lt;')}</textarea>{FOOT}"
        ),
        source="青石球",
        published="2022-02-02 12:12",
        body=STORY[:4],
    ),
    Case(
        "endless scroll: the next article whole below this one",
        page(
            f"<div class='one'><h1>{TITLE}</h1><div class='i'>来源：青石屏 2022-02-02 12:12</div><div class='c'>{paragraphs(STORY[:3])}</div><div>责任编辑：张一</div></div>"
            f"<div class='one'><h1>{HEADLINES[3]}</h1><div class='i'>来源：河堤社 2022-02-03 13:13</div><div class='c'>{paragraphs(STORY[3:10])}</div><div>责任编辑：李二</div></div>{FOOT}"
        ),
        source="青石屏",
        editor="张一",
        published="2022-02-02 12:12",
        body=STORY[:3],
    ),
    Case(
        "controls of a player between headline and text",
        page(
            f"<div class='v'><h1>{TITLE}</h1><div class='i'>时间：2022-02-02 12:12 来源：青石台</div><div><div>"
            + "".join(
                f"<div>{word}</div>"
                for word in (
                    "正在为您切换到高清",
                    "播放速度",
                    "2X",
                    "设置成功",
                    "直播",
                    "超清",
                    "标清",
                    "循环播放",
                    "跳过片头",
                    "100%",
                )
            )
            + f"</div></div><div class='w'>{paragraphs(STORY[1:5])}</div></div>{FOOT}"
        ),
        source="青石台",
        published="2022-02-02 12:12",
        body=STORY[1:5],
    ),
    Case(
        "numbers as headings, account's farewell at the end",
        page(
            f"<div class='article-holder'><h1>{TITLE}</h1><div class='account'><span class='nick'>青石漫步</span><span>02月02日 12:12</span></div><div class='b'><p>01</p>{paragraphs(STORY[:2])}<p>02</p>{paragraphs(STORY[2:4])}<p>- END -</p><p>扫描二维码加入读者群</p><p>点个在看再走吧</p></div></div>",
            head=f"<title>{TITLE}</title><meta name='publishdate' content='2022-02-02'>",
        ),
        source="青石漫步",
        published="2022-02-02 12:12",
        body=("01", *STORY[:2], "02", *STORY[2:4]),
        kinds="hpphpp",
    ),
)
