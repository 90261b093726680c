import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.exchange.reading.encodings import encoding_of

SIMPLIFIED = "资产编号,资产名称,规格型号,存放地点\n1,课桌,双人,综合楼一层\n"
TRADITIONAL = "資產編號,資產名稱,規格型號,存放地點\n1,課桌,雙人,綜合樓一層\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb2312"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        ("编号,名称\n1,课桌\n", "gbk"),
        ("编号,名称\n1,犇骉镕瑄\n", "gb18030"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gbk"),
        ("編號,名稱\n1,課桌\n", "cp950"),
        ("Nummer;Bezeichnung\n1;Schultafel grün, Büro Süd\n2;Größe\n", "latin-1"),
        ("numéro;désignation\n1;bureau à côté\n", "cp1252"),
        ("no;name;price\n1;desk;3 €\n", "cp1252"),
        ("no,name\n1,desk\n", "ascii"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(text: str, encoding: str) -> None:
    content = text.encode(encoding)

    assert content.decode(encoding_of("a.csv", content)) == text


@given(
    st.lists(
        st.sampled_from("资产编号名称规格型数量单价金额存放地点课桌椅电脑讲台投影仪张王李赵"), min_size=4, max_size=30
    )
)
def test_everyday_chinese_is_never_taken_for_another_script(signs: list[str]) -> None:
    text = "编号,名称\n1," + "".join(signs)

    assert encoding_of("a.csv", text.encode("gbk")) == "gb18030"
