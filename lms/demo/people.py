"""People of the demonstration. Every name, number and post is invented; any likeness is chance.

The rarer names are there to be looked at: characters outside the common set, the interpunct, and great length.
"""

from typing import TypedDict


class Person(TypedDict):
    """One demo account. `roles` are (role key, unit slug); `purpose` says what the account is good for trying."""

    username: str
    name: str
    phone: str
    audience: str
    unit: str
    post: str
    roles: list[tuple[str, str]]
    purpose: str


def person(
    username: str,
    name: str,
    phone: str,
    audience: str,
    unit: str,
    post: str,
    purpose: str,
    *roles: tuple[str, str],
) -> Person:
    return {
        "username": username,
        "name": name,
        "phone": phone,
        "audience": audience,
        "unit": unit,
        "post": f"{post}（示例）",
        "roles": list(roles),
        "purpose": purpose,
    }


PEOPLE: list[Person] = [
    person("helishan", "何丽珊", "19900000001", "cadre_town", "shiqi", "镇社会工作办公室科员", "镇街干部学员：学C1，做测验，拿证书；也为村里写案例", ("case_contributor", "demo-cun")),
    person("liangjiaxin", "梁嘉欣", "19900000002", "sw_assistant", "shawan", "社工站社工", "社工学员：学C1和C6，查看待续学的课时"),
    person("chenzhiyuan", "陈知远", "19900000003", "trainer", "shiqi", "镇社联会讲师", "课程作者：写课、出题、提交审核", ("author", "shiqi")),
    person("luowenhui", "罗文慧", "19900000004", "trainer", "panyu", "区社联会课程研发", "区级课程作者：两门示例课程的负责人", ("author", "panyu")),
    person("huangjinghui", "黄景辉", "19900000005", "cadre_town", "shiqi", "镇社会工作办公室副主任", "镇街审核人：初审本镇课程", ("town_reviewer", "shiqi")),
    person("zhoumingyi", "周明仪", "19900000006", "cadre_town", "panyu", "课程审核岗", "区级审核人：复核并发布课程", ("district_reviewer", "panyu")),
    person("fengshaoming", "冯绍明", "19900000007", "cadre_town", "shiqi", "镇街管理员", "镇街管理员：管理本镇人员与单位", ("town_admin", "shiqi")),
    person("maiyingyi", "麦颖怡", "19900000008", "cadre_town", "shawan", "街道管理员", "另一个镇街的管理员：看不到石碁镇的数据", ("town_admin", "shawan")),
    person("oujianming", "区健明", "19900000009", "cadre_town", "panyu", "平台管理岗", "区级管理员：单位、分类、证书模板", ("district_admin", "panyu")),
    person("suhaiyan", "苏海燕", "19900000010", "cadre_town", "panyu", "培训班班主任", "班主任：建班、导入名单、查看进度", ("cohort_manager", "panyu")),
    person("ximenqinghe", "西门清和", "19900000011", "expert", "panyu", "专家督导", "专家督导：阅读案例、给出建议", ("expert", "panyu")),
    person("tanzhihao", "谭志豪", "19900000012", "cadre_town", "panyu", "系统管理员", "系统管理员：运维与备份", ("sys_admin", "panyu")),
    person("yewanting", "叶婉婷", "19900000013", "cadre_town", "panyu", "安全管理员", "安全管理员：授权与密码策略", ("sec_admin", "panyu")),
    person("guowenbin", "郭文彬", "19900000014", "cadre_town", "panyu", "审计管理员", "审计管理员：查看操作记录", ("auditor", "panyu")),
    person("xianyan", "冼䶮", "19900000015", "community_worker", "yayuncheng-shequ", "社区工作者", "姓名含扩展区汉字的学员"),
    person("oujieting", "区㛃婷", "19900000016", "community_secretary", "yile-shequ", "社区两委成员", "案例报送人：替怡乐社区报送案例；姓名有多音字与生僻字", ("case_contributor", "yile-shequ")),
    person("tanhong", "谭𬭎", "19900000017", "volunteer", "jinshawan-shequ", "志愿者骨干", "姓名含四字节汉字的学员"),
    person("maimaiti", "买买提·艾力", "19900000018", "sw_other", "dashi", "社工助理", "带间隔号姓名的学员"),
    person("guzhalinuer", "古扎丽努尔·艾山", "19900000019", "org_staff", "xiaoguwei", "社会组织干事", "八个字的姓名"),
    person("abudurehemanjiang", "阿卜杜热合曼江·买买提明", "19900000020", "community_leader", "nancun", "居民骨干", "十二个字的姓名"),
    person("hezijian", "何子健", "19900000021", "community_secretary", "zini-cun", "村两委成员", "村里的学员：紫坭村与紫坭社区同名不同类"),
    person("luyumei", "卢玉梅", "19900000022", "community_worker", "demo-shequ", "社区工作者", "案例报送人：用手机写案例、报送、答复意见", ("case_contributor", "demo-shequ")),
    person("hejiahui", "何嘉慧", "19900000023", "sw_certified", "shawan", "社工站站长", "案例报送人：沙湾街及所属村居的案例", ("case_contributor", "shawan")),
    person("liangsongtao", "梁松涛", "19900000024", "cadre_town", "shiqiao", "街道社会工作办公室科员", "镇街审核人：初审市桥街社区报送的案例", ("town_reviewer", "shiqiao")),
    person("ouyangjing", "欧阳静", "19900000025", "expert", "panyu", "专家督导", "专家督导：独立评分，看不到别人的分数", ("expert", "panyu")),
    person("liziqian", "黎子谦", "19900000026", "expert", "panyu", "专家督导", "专家督导：分歧大时的第三位评审", ("expert", "panyu")),
    person("fangruoning", "方若宁", "19900000027", "cadre_town", "panyu", "案例审核岗", "区级审核人：送审、决定、校对和发布案例", ("district_reviewer", "panyu")),
    person("xielianxiang", "谢莲香", "19900000029", "community_worker", "demo-cun", "村务助理", "学完C6拿到证书，替村里复制推广案例、记日志", ("case_contributor", "demo-cun")),
    person("dengweijun", "邓伟钧", "19900000030", "cadre_town", "shilou", "镇社会工作办公室科员", "案例报送人：石楼镇正在推广的两件事", ("case_contributor", "shilou")),
    person("mojiebin", "莫杰斌", "19900000031", "cadre_town", "dashi", "街道社会工作办公室科员", "案例报送人：一件中止的推广", ("case_contributor", "dashi")),
    person("zhongyifan", "钟一凡", "19900000028", "org_staff", "panyu", "区社联会案例专员", "案例报送人：代各镇街录入案例", ("case_contributor", "panyu")),
]  # fmt: skip
