"""A small library of our own with known answers: 240 pages of invented sentences, 34 questions.

Each sentence is followed by the questions it answers, judged by reading, not by searching. Some sentences are traps:
they hold the two characters of a word across the border of two others (居委会议事 holds 会议). The pages are drawn from
the sentences with a fixed seed; every tenth is set in traditional characters, every thirteenth in full-width Latin.
"""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from lms.search import text

PAGES = 240

SYNONYMS = (
    "居委会、居民委员会", "社工、社会工作者", "长者饭堂、老人食堂", "加装电梯、增设电梯、装电梯", "来穗人员、外来工",
)  # fmt: skip

# One line a sentence; after the bar the numbers of the questions below that it answers.
SENTENCES = """
社区把三十年没人管的后巷改成了口袋公园。| 1
这个社区住着四千户人，一半是租客。| 1
走进社区之前，先看三天公告栏。| 1
老社区缺的往往不是钱，是愿意坐下来的人。| 1
社区書記每週三晚上在樹下聽街坊說話。| 1
镇里以五社联动机制推动夜市摊位共管。| 2
五社联动不是五家单位各开一次会。| 2
村里试了两年五社联动，最难的是谁来牵头。| 2
這次五社聯動由社會組織打頭陣。| 2
社工站和志愿队各管一段，村里算账时才坐到一起。| 19
业主们在会议室里吵到十一点。| 3 5
会议记录第二天贴在电梯里。| 3
每次会议只议一件事，超时就散。| 3
視像會議讓在外打工的年輕人也能表態。| 3
居委会议事先问谁受影响，再问谁出钱。| 18
村委会议定了清淤的日子。|
民主不是人人说话，是说了有人答。| 4
这条民主协商的规矩贴在祠堂门口。| 4 16
基层民主靠的是一本看得懂的账。| 4
居民主动把杂物搬出了消防通道。|
村民主张先修路后种树。|
业主大会选出了七个人。| 5
新业主不知道旧约定，老住户不肯再说一遍。| 5
業主把停車位圖貼在大堂。| 5 23
物业主管每月上门一次。|
专业主播来教阿婆们拍短视频。|
治理这两个字，落到楼道就是一盏灯。| 6
河涌治理先从截污开始。| 6
鄉村治理離不開祠堂裏的那張桌子。| 6
党员先上了一堂政治理论课。|
工会给环卫工人送来了凉茶。| 7
企业工会和街道一起办了夜校。| 7
社工会同民警走访了六户人家。| 19
小区装电梯那年，社工会来听每一场吵架。| 19 11
和服体验课由一位归国的裁缝主持。| 8
展柜里那件和服是友好城市送的。| 8
合作社的产品和服务都要公开标价。|
医疗和服药提醒由家庭医生负责。|
楼长手里有一本全楼的钥匙名册。| 9
新楼长上任第一件事是认门。| 9
选楼长那天下着雨，来了四十一户。| 9
高楼长年无人清洗外墙。|
网格员每天走一万步，记一件小事。| 10
新来的网格员不会说本地话。| 10
網格員把隱患拍下來傳到平台。| 10
一张渔网格外结实，能用十年。|
电力网格局变化之后，检修班换了路线。|
旧楼加装电梯，一楼的补偿谈了九次。| 11
加装电梯的签名表要写清楚怎么分摊。| 11
石阶太陡，老人盼着增设电梯。| 11
车间里加装了电动梯子。|
AI网格员先看一遍摄像头，再由人去敲门。| 12 10
ＡＩ网格员报了三次积水，两次是影子。| 12 10
镇里给AI配了一名网格员，专门教它认招牌。| 12 10
打12345热线的人，半数问的是停车。| 13 23
政务热线12345的回访要在三日内。| 13
１２３４５热线转来的单子编了号。| 13
报修请打物业电话，不要打12345678。|
垃圾分类督导员站在桶边，不骂人，只示范。| 14
垃圾分类三年，最难的是夜里那袋。| 14
這條村的垃圾分類由小學生檢查。| 14
垃圾要先沥水，分类投放时不滴汤。| 14
物业管理费涨了一毛，要开一次大会。| 15
没有物业管理的楼，自己轮流扫楼梯。| 15
物業管理公司換了三家，保安還是同一個。| 15
协商之前把图纸摆在榕树下三天。| 16
协商不成也要写下分歧。| 16
妥协商量不出办法，就先试一个月。|
志愿者教阿公用手机挂号。| 17
志愿者的时数可以换一次理发。| 17
高三學生做志願者，陪獨居老人過冬至。| 17
填志愿者众多，老师忙不过来。|
居委会的灯亮到九点。| 18
居民委员会换届，候选人逐户拜票。| 18
居民委員會把收據釘在牆上。| 18
社工第一次家访只听不记。| 19
一名社会工作者跟进了十二个孩子。| 19
持证社会工作者每年要学满课时。| 19
公社工分簿还锁在旧柜子里。|
长者饭堂的汤少放了盐。| 20
老人食堂开张那天来了六十人。| 20
村口的長者飯堂改在祠堂側廳。| 20
党建引领不是挂牌子。| 21
党建+公益的集市每月一次。| 21 22
企業黨建和村裏結成了對子。| 21
公益创投给了三万元，账要公开。| 22
一家理发店做公益，每月初一免费。| 22
办公益处多，租金却涨了。|
停车难在晚上八点以后。| 23
白天停车让给商户，夜里还给住户。| 23
火车暂停车站的小卖部。|
议事厅就设在凉亭里。| 24
村裏的議事廳有一口鐘，到點就敲。| 24
议事不必进厅，榕树下也行。|
粤剧班借了祠堂的戏台。| 25
会讲粤语的社工更容易进门。| 25 19
闽粤两地的商会同办龙舟赛。| 25
社区基金捐一元也记名。| 26 1
社区基金会的理事一半是租客。| 26 1
社區基金用來修了三盞路燈。| 26 1
小程序报修，两小时有人回。| 27
随手拍小程序里，井盖排第一。| 27
大小程序员都来帮忙修网络。|
PDCA循环写在墙上，做的人却只记得第一步。| 28
ＰＤＣＡ循环走完一圈，问题清单短了一半。| 28
沙湾的飘色要六个人抬一板。| 29
沙灣古鎮的石板路不許鋪瀝青。| 29
民法典让业委会知道自己能告谁。| 30
民法典有一条讲楼上掉下来的东西。| 30
人民调解员只收一杯茶。| 31
人民調解室的牆上沒有錦旗，只有一張時間表。| 31
人民公社的旧墙，调解之后保住了。|
儿童友好的街角，栏杆低二十厘米。| 32
兒童友好空間由孩子自己畫圖。| 32
对儿童很友好的保安会弯腰说话。| 32
来穗人员的孩子也能报名夏令营。| 33
外来工夜校教粤语和合同。| 33 25
未来工厂招收学徒。|
加装电梯征求意见，反对的人也请到桌前。| 11 34
电梯年检收到七条意见。| 34
意见箱放在电梯口，每周开一次。| 34
清明前后雨多，田埂要先垒高。|
荔枝熟的时候，路边摊比集市早开一小时。|
老照片挂在巷口，谁认得谁写名字。|
龙舟下水那天，两岸的孩子都请了假。|
修鞋的师傅在骑楼下坐了二十年。|
晒谷场夜里借给人跳舞，十点收音响。|
一口古井清了淤，水位三天后回来了。|
榕树的气根要留，砍掉就再也不长。|
厨房的油烟往上走，二楼先知道。|
渡口的船每半小时一班，涨潮时停。|
"""

# Length without an answer to anything, for measuring.
FILLING = (
    ("清早", "午后", "雨停以后", "月底", "秋收前", "过年那几天", "放学时", "天黑以前", "头一个月", "换季时"),
    ("阿婆", "理发师", "两个中学生", "卖鱼的老板", "船工", "画匠", "守门的大叔", "一对新人", "几位老师", "果农"),
    ("扫净了门前的落叶", "把旧箩筐补好", "沿河走了一圈", "在黑板上算了三遍", "换了生锈的锁", "给花换了土"),
    ("顺手浇了水", "谁也没催", "回头又看了一眼", "天就亮了", "只剩一点零头", "鞋底沾满泥", "灶上的粥刚好"),
)  # fmt: skip

QUESTIONS = (
    "社区", "五社联动", "会议", "民主", "业主", "治理", "工会", "和服", "楼长", "网格员", "加装电梯", "AI网格员",
    "12345热线", "垃圾分类", "物业管理", "协商", "志愿者", "居委会", "社工", "长者饭堂", "党建", "公益", "停车",
    "議事廳", "粤", "社区基金", "小程序", "ｐｄｃａ循环", "沙湾", "民法典", "人民调解", "儿童友好",
    "来穗人员", "电梯 意见",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    title: str
    body: str
    answers: frozenset[int]


def sentences() -> list[tuple[str, frozenset[int]]]:
    lines = [line for line in SENTENCES.splitlines() if line.strip()]
    parts = [line.rsplit("|", 1) for line in lines]
    return [(words.strip(), frozenset(map(int, numbers.split()))) for words, numbers in parts]


def pages(count: int = PAGES, seed: int = 20261124, filling: int = 0) -> list[Written]:
    """`count` pages of three to six sentences, every sentence used about equally often, between `filling` others."""
    random, known = Random(seed), sentences()
    deck: list[tuple[str, frozenset[int]]] = []
    made = []
    for number in range(count):
        drawn = []
        for _ in range(random.randint(3, 6)):
            if not deck:
                deck = random.sample(known, len(known))
            drawn.append(deck.pop())
        lines = [sentence for sentence, _answers in drawn] + [_filling(random) for _ in range(filling)]
        random.shuffle(lines)
        body = "".join(lines)
        if number % 10 == 9:
            body = traditional(body)
        if number % 13 == 12:
            body = full_width(body)
        title = f"{_filling(random)[:-1]}{number + 1}" if filling else f"札记{number + 1}"
        made.append(Written(title, body, frozenset().union(*(answers for _, answers in drawn))))
    return made


def _filling(random: Random) -> str:
    return "{}{}{}，{}。".format(*map(random.choice, FILLING))


def traditional(simple: str) -> str:
    """One traditional form of each character; real texts vary, the hand-written lines above are such."""
    return "".join(_TRADITIONAL.get(char, char) for char in simple)


def full_width(plain: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in plain)


def _inverse() -> dict[str, str]:
    table = Path(text.__file__).with_name("traditional.txt").read_text(encoding="utf-8").replace("\n", "")
    # The first of several forms; rare ones stand outside the basic plane or before it.
    found: dict[str, str] = {}
    for old, new in zip(table[::2], table[1::2], strict=True):
        if "\u4e00" <= old <= "\u9fff":
            found.setdefault(new, old)
    return found


_TRADITIONAL = _inverse()
