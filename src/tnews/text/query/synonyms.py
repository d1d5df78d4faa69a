"""Words that are other words in Taiwan than on the mainland: 软件 and 軟體 are one search.

Folding makes 軟體 to 软体, and no more; the other word stands here. A line holds words of one
meaning, folded, the mainland's first; in one with a > only the words on its left find those on
its right, because they stand inside other words of the mainland: 硬体 in 坚硬体表, 列印 in
系列印花. A search is widened only where a whole word of it, not in quotes, stands here: 软件园
and "软件" mean themselves. Looked at in 50,000 articles of the mainland, the Taiwanese words
meant what they do in Taiwan, but for one in ten of 软体 (柔软体操) and of 川普 (四川普通话).

Left out is every word that is an everyday word of another meaning on the other side, however
well it is known as a pair: 视频 and 影片 (films), 信息 and 资讯 (the news), 数据 and 资料
(papers), 质量 and 品质, 渠道 and 管道 (pipes), 设置 and 设定, 程序 and 程式 (procedures), 地铁 and
捷运, 悉尼 and 雪梨 (pears), 公交车 and 公车 (cars of offices), 格鲁吉亚 and 乔治亚 (the state), 乒乓球 and 桌球 (billiards). Longer words with
them, which have one meaning, are here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tnews.text.query.nodes import Word

_GROUPS = """
软件 软体
硬体 > 硬件
网络 网路
互联网 网际网路
数据库 资料库
大数据 巨量资料
文件夹 资料夹
应用程序 应用程式
小程序 小程式
程序员 程式设计师
编程 程式设计
源代码 原始码
代码 程式码
算法 演算法
操作系统 作业系统
服务器 伺服器
浏览器 浏览程式
信息安全 资讯安全
资安 > 信息安全
信息技术 资讯科技
人工智能 人工智慧
智能手机 智慧型手机
云计算 云端运算
云存储 云端储存
虚拟现实 虚拟实境
增强现实 扩增实境
芯片 晶片
集成电路 积体电路
晶体管 电晶体
硅谷 矽谷
传感器 感测器
激光 雷射
纳米 奈米
内存 记忆体
硬盘 硬碟
光盘 光碟
移动硬盘 行动硬碟
优盘 u盘 随身碟
鼠标 滑鼠
屏幕 萤幕
分辨率 解析度
画素 > 像素
列印 > 打印
打印机 印表机 列表机
复印机 影印机
扫描仪 扫描器
笔记本电脑 笔记型电脑 笔电
台式机 桌上型电脑
超级计算机 超级电脑
量子计算机 量子电脑
数码相机 数位相机
数字化 数位化
数字经济 数位经济
数字货币 数位货币
数字电视 数位电视
短视频 短影音 短影片
视频会议 视讯会议
视频通话 视讯通话
幻灯片 投影片
博客 部落格
点赞 按赞
黑客 骇客
用户 使用者
搜索引擎 搜寻引擎
搜索 搜寻
登录 登入
默认值 预设值
连结 > 链接
超链接 超连结
电子邮箱 电子信箱
短信 简讯
移动支付 行动支付
移动电话 行动电话
充电宝 行动电源
宽带 宽频
带宽 频宽
蓝牙 蓝芽
二维码 二维条码
条形码 条码
卸载 解除安装
字节 位元组
概率 机率
矢量 向量
导弹 飞弹
航天飞机 太空梭
宇航员 航天员 太空人
空间站 太空站
宇宙飞船 太空船
核电站 核电厂
出租车 计程车
自行车 脚踏车
集装箱 货柜
塑料 塑胶
塑料袋 塑胶袋
泥石流 土石流
艾滋病 爱滋病
埃博拉 伊波拉
疯牛病 狂牛症
转基因 基因改造
通货膨胀 通胀 通膨
自动取款机 自动提款机
幼儿园 幼稚园
方便面 泡面
便当 > 盒饭
菠萝 凤梨
猕猴桃 奇异果
三文鱼 鲑鱼
金枪鱼 鲔鱼
奶酪 起司 乳酪
冰激凌 冰淇淋
新西兰 纽西兰
意大利 义大利
老挝 寮国
文莱 汶莱
马尔代夫 马尔地夫
沙特阿拉伯 沙乌地阿拉伯
沙特 沙乌地
阿联酋 阿拉伯联合大公国
卡达 > 卡塔尔
也门 叶门
塞浦路斯 赛普勒斯
阿塞拜疆 亚塞拜然
肯尼亚 肯亚
埃塞俄比亚 衣索比亚
尼日利亚 奈及利亚
赞比亚 尚比亚
津巴布韦 辛巴威
坦桑尼亚 坦尚尼亚
博茨瓦纳 波札那
卢旺达 卢安达
索马里 索马利亚
莫桑比克 莫三比克
毛里求斯 模里西斯
厄瓜多尔 厄瓜多
哥斯达黎加 哥斯大黎加
危地马拉 瓜地马拉
洪都拉斯 宏都拉斯
克罗地亚 克罗埃西亚
斯洛文尼亚 斯洛维尼亚
特朗普 川普
奥巴马 欧巴马
布什 布希
克林顿 柯林顿
希拉里 希拉蕊
雷根 > 里根
普京 普丁 蒲亭
泽连斯基 泽伦斯基
默克尔 梅克尔
马克龙 马克宏
撒切尔 柴契尔
内塔尼亚胡 纳坦雅胡
扎克伯格 祖克柏
戛纳 坎城
"""


def meant_by(word: Word) -> tuple[str, ...]:
    """Return the terms that `word` finds in titles and texts, its own first."""
    if word.is_exact or word.field not in ("", "title") or word.text not in _GROUPS:
        return (word.text,)  # most words stand nowhere here: the groups need not be made
    return (word.text, *(same for same in _group_of().get(word.text, ()) if same != word.text))


@cache
def _group_of() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in _GROUPS.splitlines():
        left, _only, right = line.partition(" > ")
        found |= {word: [*left.split(), *right.split()] for word in left.split()}
    return found
