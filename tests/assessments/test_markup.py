"""HTML to plain text: words, line breaks and list marks stay; what would be lost has a name."""

import pytest

from assessments.exchange.html import from_html, from_plain

KEPT = {
    "paragraphs": ("<p>一</p>\n<div>二</div>三", "一\n二\n三"),
    "breaks": ("一<br>二<br/><br>三<br><br><br><br>四", "一\n二\n\n三\n\n四"),
    "a list": ("先：<ul><li>甲</li><li><p>乙</p></li></ul>后", "先：\n- 甲\n- 乙\n后"),
    "a list with numbers": ('<ol start="3"><li>甲</li><li>乙</li></ol>', "3. 甲\n4. 乙"),
    "lists in lists": ("<ol><li>甲<ul><li>子</li></ul></li><li>乙</li></ol>", "1. 甲\n  - 子\n2. 乙"),
    "entities": ("&lt;甲&gt;&amp;&quot;&nbsp;&#19968;&hellip;", '<甲>&" 一…'),
    "line ends of the source": ("小区里\n  的事，ask\n  him", "小区里的事，ask him"),
    "lines that are meant": ("<pre>一\n  二</pre>", "一\n二"),
    "brackets of wide space": ("选（\u3000\u3000）项", "选（\u3000\u3000）项"),
    "underlined space": ("先<u>&nbsp; &nbsp;</u>后<span style='text-decoration: underline'> </span>", "先____后____"),
    "raised digits": ("m<sup>2</sup>，CO<sub>2</sub>", "m²，CO₂"),
    "addresses": ("看<a href='https://a.cn/'>https://a.cn</a>和<a href='http://b.cn'>这里</a>", "看https://a.cn和这里（http://b.cn）"),
    "quotes": ("<q>好</q>", "“好”"),
    "less than": ("a<b，b<3，<c", "a<b，b<3，<c"),
    "what Word leaves": ("<!--[if gte mso 9]><xml/><![endif]--><style>p{x:y}</style><o:p>词</o:p><![if !x]>尾", "词尾"),
    "signs nobody sees": ("一\u200b二\ufeff三", "一二三"),
    "a comment that never ends": ("一<!-- 二", "一<!-- 二"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "text"), KEPT.values(), ids=KEPT)
def test_words_breaks_and_list_marks_stay(source, text):
    words = from_html(source)
    assert (words.text, words.lost, words.pictures) == (text, set(), [])


LOST = {
    "table": ("一<table><tr><td>二</td></tr></table>", "table"),
    "MathML": ("<math><mi>x</mi></math>", "formula"),
    "TeX": (r"解 \[x=1\]", "formula"),
    "TeX between dollars": ("解 $$x$$", "formula"),
    "formula of Word": ("<m:oMath>x</m:oMath>", "formula"),
    "formula of an editor": ("<span class='filter_mathjaxloader_equation'>x</span>", "formula"),
    "video": ("<video><source src='a.mp4'>看</video>", "media"),
    "frame": ("<iframe src='a'></iframe>", "media"),
    "drawing": ("<svg><text>甲</text></svg>", "media"),
    "field": ("填<input type='text'>", "media"),
    "file": ("<a href='@@PLUGINFILE@@/a.pdf'>附件</a>", "media"),
    "struck": ("<del>不</del>是", "struck"),
    "struck by style": ("<span style='text-decoration:line-through'>不</span>是", "struck"),
    "raised letters": ("x<sup>k</sup>", "raised"),
    "never closed": ("一<style>二", "damaged"),
}


@pytest.mark.parametrize(("source", "name"), LOST.values(), ids=LOST)
def test_what_would_be_lost_has_a_name(source, name):
    assert from_html(source).lost == {name}


def test_pictures_and_emphasis_are_told_and_empty_emphasis_is_not():
    words = from_html("<b></b><img src='a.png' alt=' 楼 '>")
    assert ([(one.source, one.words) for one in words.pictures], words.emphasis) == ([("a.png", "楼")], False)
    assert from_html("<em>不</em>").emphasis


def test_money_is_no_formula_and_a_text_without_markup_stays_as_it_is():
    assert from_html("花了$5和$6").lost == set()
    words = from_plain("<b>一</b>\r\n\r\n &amp; 二")
    assert (words.text, words.line, words.lost) == ("<b>一</b>\n\n&amp; 二", "<b>一</b> &amp; 二", set())
