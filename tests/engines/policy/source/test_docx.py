"""A Word file reads as it prints with all changes accepted."""

import io
import zipfile

import docx
import pytest

from manas.engines.policy.model import ReadError, Unreadable
from manas.engines.policy.source import Form, load
from tests.engines.policy.source.papers import HEAD, TAIL, W, listed, packed, paragraph, word


def text(body: str, **parts: str) -> str:
    return load(word(body, **parts)).text


def run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def cell(*paragraphs: str) -> str:
    return "<w:tc><w:tcPr/>" + "".join(paragraphs) + "</w:tc>"


def test_a_file_of_python_docx_reads_back() -> None:
    made = docx.Document()
    made.add_heading("工作方案")
    made.add_paragraph("正文")
    made.add_paragraph("甲项", style="List Number")
    made.add_paragraph("乙项", style="List Number")
    made.add_paragraph("丙项", style="List Bullet")
    out = io.BytesIO()
    made.save(out)
    source = load(out.getvalue())
    assert (source.form, source.encoding) == (Form.DOCX, "")
    assert source.text == "工作方案\n正文\n1. 甲项\n2. 乙项\n丙项"


def test_a_table_reads_cell_by_cell() -> None:
    rows = [
        cell(paragraph("任务"), paragraph("内容")) + cell(paragraph("单位")),
        cell(paragraph("")) + cell(paragraph("甲局")),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert text(paragraph("前") + table + paragraph("后")) == "前\n任务\n内容\n单位\n甲局\n后"


def test_a_table_inside_a_cell_reads_in_its_place() -> None:
    inner = "<w:tbl><w:tr>" + cell(paragraph("内")) + "</w:tr></w:tbl>"
    outer = "<w:tbl><w:tr>" + cell(paragraph("上"), inner, paragraph("下")) + "</w:tr></w:tbl>"
    assert text(outer) == "上\n内\n下"


@pytest.mark.parametrize("tag", ["del", "moveFrom"])
def test_deleted_and_moved_away_text_is_gone(tag: str) -> None:
    gone = f"<w:{tag} w:id='1'>{run('旧').replace('w:t>', 'w:delText>')}{run('旧')}</w:{tag}>"
    assert text(f"<w:p>{run('甲')}{gone}{run('乙')}</w:p>") == "甲乙"


@pytest.mark.parametrize("tag", ["ins", "moveTo", "hyperlink", "smartTag", "fldSimple"])
def test_inserted_and_wrapped_text_stays(tag: str) -> None:
    assert text(f"<w:p>{run('甲')}<w:{tag}>{run('新')}</w:{tag}></w:p>") == "甲新"


def test_a_deleted_paragraph_end_joins_two_lines() -> None:
    first = paragraph("前半", "<w:rPr><w:del w:id='1'/></w:rPr>")
    assert text(first + paragraph("后半") + paragraph("下段")) == "前半后半\n下段"


def test_hidden_text_field_codes_and_ruby_are_left_out() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('xi')}</w:rt><w:rubyBase>{run('玺')}</w:rubyBase></w:ruby></w:r>"
    code = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    secret, shown = run("密", "<w:vanish/>"), run("显", "<w:vanish w:val='0'/>")
    assert text(f"<w:p>{run('甲')}{secret}{shown}{code}{ruby}</w:p>") == "甲显玺"


def test_a_text_box_follows_its_paragraph_once() -> None:
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    choice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert text(f"<w:p>{run('甲')}<w:r>{choice}</w:r>{run('乙')}</w:p>" + paragraph("丙")) == "甲乙\n框内\n丙"


def test_breaks_and_tabs_inside_a_paragraph() -> None:
    inside = "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:br w:type='page'/><w:t>丁</w:t></w:r>"
    assert text(f"<w:p><w:pPr><w:tabs><w:tab w:pos='1'/></w:tabs></w:pPr>{inside}</w:p>") == "甲\n乙\t丙丁"


def test_a_table_of_contents_is_left_out() -> None:
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="x9"><w:name w:val="toc 1"/></w:style></w:styles>'
    block = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
    block += f"<w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>"
    kept = f"<w:sdt><w:sdtContent>{paragraph('控件内')}</w:sdtContent></w:sdt>"
    body = block + paragraph("一、目标……1", '<w:pStyle w:val="x9"/>') + kept + paragraph("正文")
    assert text(body, styles=styles) == "控件内\n正文"


def test_strict_open_xml_is_the_same_vocabulary() -> None:
    document = (HEAD + paragraph("正文") + TAIL).replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert load(packed({"word/document.xml": document})).text == "正文"


def test_a_document_at_another_path_is_found_by_its_relation() -> None:
    relation = '<Relationship Id="r" Type="http://a/officeDocument" Target="/word/document2.xml"/>'
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    assert (
        load(packed({"_rels/.rels": relations, "word/document2.xml": HEAD + paragraph("正文") + TAIL})).text == "正文"
    )


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        load(data)
    return caught.value


def test_a_zip_bomb_is_refused_by_what_it_claims_and_by_what_it_is() -> None:
    bomb = word(paragraph(" " * 40_000_000))
    assert str(refusal(bomb)) == "解压后超过 32 MB，拒绝读取"
    liar = bytearray(bomb)
    # The directory claims 1,000 bytes; what comes out does not fit that.
    place = liar.rindex(b"word/document.xml") - 46 + 24
    liar[place : place + 4] = (1000).to_bytes(4, "little")
    assert refusal(bytes(liar)).reason in (Unreadable.DAMAGED, Unreadable.TOO_LARGE)


def test_a_member_packed_too_well_is_refused() -> None:
    assert "压缩比超过 400 倍" in str(refusal(word(paragraph(" " * 9_000_000))))


def test_a_zip_of_very_many_members_is_refused() -> None:
    assert "超过 5000 个" in str(refusal(packed({f"a{n}": "" for n in range(5001)})))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    ],
)
def test_entities_are_refused(doctype: str) -> None:
    document = (HEAD + paragraph("甲") + TAIL).replace("<w:document", doctype + "<w:document")
    assert "实体定义" in str(refusal(packed({"word/document.xml": document})))


def test_broken_xml_is_named_with_its_line() -> None:
    error = refusal(packed({"word/document.xml": HEAD + "\n<w:p>"}))
    assert (error.reason, "第 2 行" in str(error)) == (Unreadable.DAMAGED, True)


def test_xml_nested_without_end_is_refused() -> None:
    assert refusal(word("<w:sdt>" * 100_000)).reason is Unreadable.DAMAGED


def test_a_zip_with_a_password_is_encrypted() -> None:
    data = bytearray(word(paragraph("甲")))
    place = data.rindex(b"word/document.xml") - 46 + 8
    data[place] |= 1
    assert refusal(bytes(data)).reason is Unreadable.ENCRYPTED


def test_other_members_are_never_unpacked() -> None:
    data = packed({"word/document.xml": HEAD + paragraph("甲") + TAIL, "word/media/a.bin": bytes(90_000_000)})
    assert load(data).text == "甲"


def test_an_unknown_way_of_packing_is_damaged() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("word/document.xml", HEAD + listed("甲") + TAIL)
    assert "压缩方式" in str(refusal(out.getvalue()))
